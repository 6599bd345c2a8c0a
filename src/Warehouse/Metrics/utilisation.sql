-- key: utilisation
-- title: How many listed assets are used?
-- unit: assets, at the end of each month; parts per million
-- formula: listed = assets registered so far; used = those of them with a price leg or an access in the 30 days that end with the month (or with the last block); share = used / listed, floored
-- definer: Souk
-- caveats: an asset that was taken down stays listed, as nothing on chain says so everywhere
with listed as (
    select asset_key, min(time) as time
    from market.asset
    where system = $market and time <= $as_of
    group by asset_key
),
used as (
    select asset_key, time from market.payment
    where system = $market and role = 'price' and asset_key is not null and time <= $as_of
    union all
    select asset_key, time from market.entitlement
    where system = $market and time <= $as_of
),
months as (
    select unnest(generate_series(
        (select date_trunc('month', min(time)) from listed),
        (select max(b.time) from chain.block b where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market)),
        interval 1 month
    )) as month
),
ends as (
    select
        month::date as month,
        least(
            month + interval 1 month,
            (select max(b.time) + interval 1 second from chain.block b where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market))
        ) as until
    from months
),
used_in as (
    select e.month, u.asset_key
    from used u
    join ends e on u.time < e.until and u.time >= e.until - interval 30 day
    group by all
),
used_by as (
    select e.month, count(*) as used
    from ends e
    join used_in u using (month)
    join listed l on l.asset_key = u.asset_key and l.time < e.until
    group by e.month
),
listed_by as (
    select e.month, sum(l.listed)::bigint as listed
    from ends e
    join (select time, count(*) as listed from listed group by time) l on l.time < e.until
    group by e.month
)
select
    month,
    listed,
    coalesce(used, 0) as used,
    (coalesce(used, 0) * 1000000 // listed)::bigint as used_share_ppm
from listed_by
left join used_by using (month)
order by month;
