-- key: wallet_footprint
-- title: What each wallet left behind
-- unit: rows of each kind by wallet, all time
-- formula: per address that is no contract of the market (by entity: all of its addresses together, named by the one that was seen first): sent and received = transfers; bought = price legs whose buyer it is; earned = legs that pay it: price, reward and royalty, and fee share, which is no earning elsewhere (concentration) and leaves a trace all the same; contributed; staked = stakes and unstakes; acted = activities; bridged = messages between chains that name it. origins = how many of the three it has: contracts of the market (legs, contributions, stakes, activities), plain transfers, other chains
-- definer: Souk
-- caveats: events off chain belong to no wallet unless an import says so
with excluded as materialized (
    select 0 as address_id
    union
    select address_id from chain.contract
    union
    select holder_id from market.holder
),
-- Each kind is counted by itself and then joined: sums of eight columns over rows of every kind take a third longer.
moved as (
    select
        coalesce(e.actor_id, party_id) as party_id, sum(sent)::bigint as sent, sum(received)::bigint as received
    from rollup.holding_of($market, $as_of)
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where party_id not in (from excluded)
    group by all
),
bought as (
    select coalesce(e.actor_id, party_id) as party_id, sum(legs)::bigint as bought
    from rollup.spending_of($market, $as_of)
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where party_id not in (from excluded)
    group by all
),
earned as (
    select coalesce(e.actor_id, party_id) as party_id, sum(legs)::bigint as earned
    from rollup.earning_of($market, $as_of)
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where role in ('price', 'reward', 'royalty', 'fee_share') and party_id not in (from excluded)
    group by all
),
contributed as (
    select coalesce(e.actor_id, contributor_id) as party_id, count(*) as contributed
    from market.contribution
    left join party.actor($as_of, $by_entity) e on e.address_id = contributor_id
    where system = $market and time <= $as_of and contributor_id not in (from excluded)
    group by all
),
staked as (
    select coalesce(e.actor_id, party_id) as party_id, count(*) as staked
    from market.stake
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where system = $market and time <= $as_of and party_id not in (from excluded)
    group by all
),
acted as (
    select coalesce(e.actor_id, party_id) as party_id, count(*) as acted
    from market.activity
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where system = $market and time <= $as_of and party_id not in (from excluded)
    group by all
),
bridged as (
    select coalesce(e.actor_id, party_id) as party_id, count(*) as bridged
    from market.message
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    where system = $market and time <= $as_of and party_id not in (from excluded)
    group by all
),
counted as (
    select
        party_id,
        coalesce(sent, 0) as sent,
        coalesce(received, 0) as received,
        coalesce(bought, 0) as bought,
        coalesce(earned, 0) as earned,
        coalesce(contributed, 0) as contributed,
        coalesce(staked, 0) as staked,
        coalesce(acted, 0) as acted,
        coalesce(bridged, 0) as bridged
    from moved
    full join bought using (party_id)
    full join earned using (party_id)
    full join contributed using (party_id)
    full join staked using (party_id)
    full join acted using (party_id)
    full join bridged using (party_id)
)
select
    '0x' || lower(hex(a.address)) as wallet,
    c.* exclude (party_id),
    (sent + received > 0)::integer + (bought + earned + contributed + staked + acted > 0)::integer + (bridged > 0)::integer as origins
from counted c
join chain.address a on a.address_id = c.party_id
order by wallet;
