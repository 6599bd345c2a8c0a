-- key: wallet_footprint
-- title: What each wallet left behind
-- unit: rows of each kind by wallet, all time
-- formula: per address that is no contract of the market: sent and received = transfers; bought = price legs whose buyer it is; earned = price, reward, royalty and fee share legs received; contributed; staked = stakes and unstakes; acted = activities; bridged = messages between chains that name it. origins = how many of the three it has: contracts of the market (legs, contributions, stakes, activities), plain transfers, other chains
-- definer: Souk
-- caveats: events off chain belong to no wallet unless an import says so
with held as materialized (
    select party_id, sum(sent) as sent, sum(received) as received
    from rollup.holding_of($market, $as_of)
    group by party_id
),
-- Counted by party before they are laid side by side.
touch as (
    select party_id, 'sent' as kind, sent as acts from held
    union all
    select party_id, 'received', received from held
    union all
    select buyer_id, 'bought', count(*) from market.sale_at($market, $as_of) group by buyer_id
    union all
    select party_id, 'earned', sum(legs) from rollup.earning_of($market, $as_of)
    where role in ('price', 'reward', 'royalty', 'fee_share')
    group by party_id
    union all
    select contributor_id, 'contributed', count(*) from market.contribution
    where system = $market and time <= $as_of
    group by contributor_id
    union all
    select party_id, 'staked', count(*) from market.stake where system = $market and time <= $as_of group by party_id
    union all
    select party_id, 'acted', count(*) from market.activity
    where system = $market and party_id is not null and time <= $as_of
    group by party_id
    union all
    select party_id, 'bridged', count(*) from market.message
    where system = $market and party_id is not null and time <= $as_of
    group by party_id
),
counted as (
    select
        party_id,
        coalesce(sum(acts) filter (kind = 'sent'), 0)::bigint as sent,
        coalesce(sum(acts) filter (kind = 'received'), 0)::bigint as received,
        coalesce(sum(acts) filter (kind = 'bought'), 0)::bigint as bought,
        coalesce(sum(acts) filter (kind = 'earned'), 0)::bigint as earned,
        coalesce(sum(acts) filter (kind = 'contributed'), 0)::bigint as contributed,
        coalesce(sum(acts) filter (kind = 'staked'), 0)::bigint as staked,
        coalesce(sum(acts) filter (kind = 'acted'), 0)::bigint as acted,
        coalesce(sum(acts) filter (kind = 'bridged'), 0)::bigint as bridged
    from touch
    where party_id <> 0
        and party_id not in (select address_id from chain.contract)
        and party_id not in (select holder_id from market.holder)
    group by party_id
)
select
    '0x' || lower(hex(a.address)) as wallet,
    c.* exclude (party_id),
    (sent + received > 0)::integer + (bought + earned + contributed + staked + acted > 0)::integer + (bridged > 0)::integer as origins
from counted c
join chain.address a on a.address_id = c.party_id
order by wallet;
