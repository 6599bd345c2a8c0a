-- key: footprint
-- title: Footprint of each wallet
-- unit: acts up to the asked time
-- formula: by wallet, the three origins of an act: browsing = page views, logins and navigation; publishing = posts and contributions; transacting = transfers, payments, stakes and other activity on the chain; off_chain_share = browsing and posts / all, floored
-- definer: Souk (origins after the founding article on Masa: browsing, publishing, transacting)
-- caveats: off the chain only what was imported with an address; a transfer counts for both of its ends; contracts and the zero address are left out; the thousand wallets with the most acts
with acts as (
    select a.address_id as party_id, if(e.class = 'post', 'post', 'browse') as act, e.count::hugeint as acts
    from reference.offchain_event e
    join chain.address a on a.address = e.party
    where e.system = $market and reference.is_known(e.recorded_at, e.superseded_at) and e.time <= $as_of
    union all
    select contributor_id, 'contribution', 1 from market.contribution where system = $market and time <= $as_of
    union all
    select sender_id, 'chain', 1 from market.transfer where system = $market and time <= $as_of
    union all
    select recipient_id, 'chain', 1 from market.transfer where system = $market and time <= $as_of
    union all
    select payer_id, 'chain', 1 from market.payment where system = $market and time <= $as_of and evidence <> 'transfer'
    union all
    select party_id, 'chain', 1 from market.stake where system = $market and time <= $as_of
    union all
    select party_id, 'chain', 1 from market.activity where system = $market and time <= $as_of and party_id is not null and kind in ('mine', 'bridge', 'liquidity')
),
counted as (
    select
        party_id,
        coalesce(sum(acts) filter (act = 'browse'), 0::hugeint) as browsing,
        coalesce(sum(acts) filter (act = 'post'), 0::hugeint) as posts,
        coalesce(sum(acts) filter (act = 'contribution'), 0::hugeint) as contributions,
        coalesce(sum(acts) filter (act = 'chain'), 0::hugeint) as transacting,
        sum(acts) as total
    from acts
    where party_id <> 0
        and party_id not in (select address_id from chain.contract)
        and party_id not in (select holder_id from market.holder)
    group by party_id
)
select
    '0x' || lower(hex(a.address)) as address,
    browsing,
    posts + contributions as publishing,
    transacting,
    ((browsing + posts) * 1000000 // total)::bigint as off_chain_share_ppm
from counted
join chain.address a on a.address_id = party_id
where total > 0
order by total desc, address
limit 1000;
