-- key: wallet_footprint
-- title: What each wallet left behind
-- unit: rows of each kind by wallet, all time
-- formula: per address that is no contract of the market (by entity: all of its addresses together, named by the one that was seen first): sent and received = transfers; bought = price legs whose buyer it is; earned = price, reward, royalty and fee share legs received; contributed; staked = stakes and unstakes; acted = activities; bridged = messages between chains that name it. origins = how many of the three it has: contracts of the market (legs, contributions, stakes, activities), plain transfers, other chains
-- definer: Souk
-- caveats: events off chain belong to no wallet unless an import says so
with touch as (
    select
        party_id, sum(sent)::bigint as sent, sum(received)::bigint as received, 0::bigint as bought, 0::bigint as earned,
        0::bigint as contributed, 0::bigint as staked, 0::bigint as acted, 0::bigint as bridged
    from rollup.holding_of($market, $as_of)
    group by party_id
    union all by name
    select party_id, sum(legs)::bigint as bought from rollup.spending_of($market, $as_of) group by party_id
    union all by name
    select party_id, sum(legs)::bigint as earned from rollup.earning_of($market, $as_of)
    where role in ('price', 'reward', 'royalty', 'fee_share')
    group by party_id
    union all by name
    select contributor_id as party_id, count(*) as contributed from market.contribution
    where system = $market and time <= $as_of
    group by contributor_id
    union all by name
    select party_id, count(*) as staked from market.stake where system = $market and time <= $as_of group by party_id
    union all by name
    select party_id, count(*) as acted from market.activity
    where system = $market and party_id is not null and time <= $as_of
    group by party_id
    union all by name
    select party_id, count(*) as bridged from market.message
    where system = $market and party_id is not null and time <= $as_of
    group by party_id
),
counted as (
    select
        coalesce(e.actor_id, party_id) as party_id,
        coalesce(sum(sent), 0)::bigint as sent,
        coalesce(sum(received), 0)::bigint as received,
        coalesce(sum(bought), 0)::bigint as bought,
        coalesce(sum(earned), 0)::bigint as earned,
        coalesce(sum(contributed), 0)::bigint as contributed,
        coalesce(sum(staked), 0)::bigint as staked,
        coalesce(sum(acted), 0)::bigint as acted,
        coalesce(sum(bridged), 0)::bigint as bridged
    from touch
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where party_id <> 0
        and party_id not in (select address_id from chain.contract)
        and party_id not in (select holder_id from market.holder)
    group by coalesce(e.actor_id, party_id)
)
select
    '0x' || lower(hex(a.address)) as wallet,
    c.* exclude (party_id),
    (sent + received > 0)::integer + (bought + earned + contributed + staked + acted > 0)::integer + (bridged > 0)::integer as origins
from counted c
join chain.address a on a.address_id = c.party_id
order by wallet;
