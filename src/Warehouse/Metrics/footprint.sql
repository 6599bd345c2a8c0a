-- key: footprint
-- title: Footprint of each wallet
-- unit: acts up to the asked time
-- formula: by wallet (by entity: all of its addresses together, named by the one that was seen first), the three origins of an act: browsing = page views, logins and navigation; publishing = posts and contributions; transacting = transfers, payments, stakes and other activity on the chain; off_chain_share = browsing and posts / all, floored
-- definer: Souk (origins after the founding article on Masa: browsing, publishing, transacting)
-- caveats: off the chain only what was imported with an address, whether or not a chain ever saw it; a transfer counts for both of its ends; contracts and the zero address are left out; the thousand wallets with the most acts
with acts as (
    select contributor_id as party_id, 'contribution' as act, 1 as acts from market.contribution where system = $market and time <= $as_of
    union all
    select party_id, 'chain', received + sent from rollup.holding_of($market, $as_of)
    union all
    select payer_id, 'chain', 1 from market.payment where system = $market and time <= $as_of and evidence <> 'transfer'
    union all
    select party_id, 'chain', 1 from market.stake where system = $market and time <= $as_of
    union all
    select party_id, 'chain', 1 from market.activity where system = $market and time <= $as_of and party_id is not null and kind in ('mine', 'bridge', 'liquidity')
),
named as (
    select a.address, c.act, c.acts
    from (select party_id, act, sum(acts) as acts from acts group by all) c
    join chain.address a on a.address_id = c.party_id
    union all
    select party, if(class = 'post', 'post', 'browse'), count::hugeint
    from reference.offchain_event
    where system = $market and reference.is_known(recorded_at, superseded_at) and time <= $as_of and party is not null
),
left_out as (
    select address from chain.address
    where address_id = 0
        or address_id in (select address_id from chain.contract)
        or address_id in (select holder_id from market.holder)
),
owner as (
    select a.address, o.address as first_address
    from party.actor($as_of, $by_entity) e
    join chain.address a using (address_id)
    join chain.address o on o.address_id = e.actor_id
),
counted as (
    select
        coalesce(o.first_address, n.address) as address,
        coalesce(sum(acts) filter (act = 'browse'), 0::hugeint) as browsing,
        coalesce(sum(acts) filter (act = 'post'), 0::hugeint) as posts,
        coalesce(sum(acts) filter (act = 'contribution'), 0::hugeint) as contributions,
        coalesce(sum(acts) filter (act = 'chain'), 0::hugeint) as transacting,
        sum(acts) as total
    from named n
    left join owner o on o.address = n.address
    where n.address not in (from left_out)
    group by coalesce(o.first_address, n.address)
)
select
    '0x' || lower(hex(c.address)) as address,
    browsing,
    posts + contributions as publishing,
    transacting,
    ((browsing + posts) * 1000000 // total)::bigint as off_chain_share_ppm
from counted c
where total > 0
order by total desc, c.address
limit 1000;
