-- key: wallets
-- title: Wallets, and how many of them ever contributed
-- unit: parties, cumulative at the end of each month; parts per million
-- formula: seen = distinct parties so far in any transfer, payment leg, contribution, stake, entitlement or activity, without the zero address and the market's contracts; contributed = those that contributed data or a service; paid = those that received a price, reward or royalty; share = contributed / seen, floored
-- definer: Souk (the figures that markets publish as unique wallets are "seen")
-- caveats: a wallet is no person; wallets that only hold native coins are not seen
with act as (
    select party_id, min(month)::timestamp as seen from rollup.holding_of($market, $as_of) group by party_id
    union all by name
    select party_id, min(month)::timestamp as seen, min(month) filter (role in ('price', 'reward', 'royalty'))::timestamp as paid
    from rollup.earning_of($market, $as_of)
    group by party_id
    union all by name
    select payer_id as party_id, min(time) as seen from market.payment where system = $market and time <= $as_of group by payer_id
    union all by name
    select contributor_id as party_id, min(time) as seen, min(time) as contributed
    from market.contribution
    where system = $market and time <= $as_of
    group by contributor_id
    union all by name
    select party_id, min(time) as seen from market.stake where system = $market and time <= $as_of group by party_id
    union all by name
    select party_id, min(time) as seen from market.entitlement where system = $market and time <= $as_of group by party_id
    union all by name
    select party_id, min(time) as seen
    from market.activity
    where system = $market and party_id is not null and time <= $as_of
    group by party_id
),
firsts as (
    select
        coalesce(e.actor_id, a.party_id) as party_id,
        date_trunc('month', min(a.seen)) as seen,
        date_trunc('month', min(a.contributed)) as contributed,
        date_trunc('month', min(a.paid)) as paid
    from act a
    left join party.actor($as_of, $by_entity) e on e.address_id = a.party_id
    where a.party_id <> 0
        and a.party_id not in (select address_id from chain.contract)
        and a.party_id not in (select holder_id from market.holder)
    group by coalesce(e.actor_id, a.party_id)
),
months as (
    select unnest(generate_series(
        (select min(seen) from firsts),
        (select date_trunc('month', max(b.time)) from chain.block b where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market)),
        interval 1 month
    )) as month
)
select
    m.month::date as month,
    count(*) as seen,
    count(*) filter (f.contributed <= m.month) as contributed,
    count(*) filter (f.paid <= m.month) as paid,
    (count(*) filter (f.contributed <= m.month) * 1000000 // count(*))::bigint as contributed_share_ppm
from months m
join firsts f on f.seen <= m.month
group by m.month
order by m.month;
