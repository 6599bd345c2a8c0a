-- key: provenance_coverage
-- title: How much of what is sold has a known origin and a licence?
-- unit: sales; base units of the token named in symbol; parts per million
-- formula: a sale (price leg) is covered when its asset had a licence at the time and a resolved lineage: the asset and everything upstream of it was registered with an owner by then, and every edge between them has a log, a signature or a proof as its evidence. share_by_count = covered sales / sales, share_by_value = covered / sold, floored
-- definer: Souk; the Data Provenance Initiative found more than 70 % of datasets without a licence
-- caveats: a licence on chain is a claim of who recorded it; edges are those known at the as-of time, so one that is added later is asked of earlier sales too; sales that name no asset are not covered
with recursive
first as (
    select asset_key, min(time) as time
    from market.asset
    where time <= $as_of and owner_id is not null
    group by asset_key
),
registered as materialized (
    from market.few('first')
),
licensed as (
    select asset_key, min(time) as time
    from market.licence
    where time <= $as_of
    group by asset_key
),
edge as not materialized (
    select subject, object, evidence in ('log', 'signature', 'proof') as is_signed
    from market.provenance
    where time <= $as_of and subject <> object
),
-- What keeps an asset from being as old and as well known as itself: few edges, so that whole lineages need not be walked.
obstacle as materialized (
    select e.subject, o.time, o.time is null or not e.is_signed as is_unresolved
    from edge e
    left join registered o on o.asset_key = e.object
    join registered s on s.asset_key = e.subject
    where o.time is null
        or not e.is_signed
        or o.time > s.time
),
-- Everything downstream of an edge that nobody vouches for or that leads to what was never registered.
unresolved (asset_key) as (
    select subject
    from obstacle
    where is_unresolved
    union
    select e.subject
    from unresolved u
    join edge e on e.object = u.asset_key
),
-- Everything downstream of what was registered after it, by the latest of these times.
awaited (asset_key, time) using key (asset_key) as (
    select subject, max(time)
    from obstacle
    where not is_unresolved
    group by subject
    union
    select e.subject, max(w.time)
    from awaited w
    join edge e on e.object = w.asset_key
    join registered s on s.asset_key = e.subject
    left join recurring.awaited known on known.asset_key = e.subject
    where w.time > coalesce(known.time, s.time)
    group by e.subject
),
resolved as (
    select r.asset_key, greatest(r.time, w.time) as time
    from registered r
    left join awaited w on w.asset_key = r.asset_key
    where r.asset_key not in (select asset_key from unresolved)
),
sale as (
    select
        p.chain_id, p.token_id, p.amount,
        coalesce(l.time <= p.time, false) and coalesce(r.time <= p.time, false) as is_covered,
        coalesce(l.time <= p.time, false) as is_licensed
    from market.payment p
    left join licensed l on l.asset_key = p.asset_key
    left join resolved r on r.asset_key = p.asset_key
    where p.system = $market
        and p.role = 'price'
        and p.time <= $as_of
)
select
    s.chain_id,
    t.symbol,
    t.decimals,
    count(*) as sales,
    count(*) filter (s.is_covered) as covered_sales,
    count(*) filter (s.is_licensed) as licensed_sales,
    sum(s.amount) as sold,
    coalesce(sum(s.amount) filter (s.is_covered), 0::hugeint) as covered,
    (count(*) filter (s.is_covered) * 1000000 // count(*))::bigint as share_by_count_ppm,
    market.part(
        coalesce(sum(s.amount) filter (s.is_covered), 0::hugeint), 1000000::hugeint, nullif(sum(s.amount), 0::hugeint)
    )::bigint as share_by_value_ppm
from sale s
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
group by all
order by s.chain_id, t.symbol;
