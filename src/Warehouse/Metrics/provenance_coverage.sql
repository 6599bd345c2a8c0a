-- key: provenance_coverage
-- title: How much of what is sold has a known origin and a licence?
-- unit: sales; base units of the token named in symbol; parts per million
-- formula: a sale (price leg) is covered when its asset had a licence at the time and a resolved lineage: the asset and everything upstream of it was registered with an owner by then, every edge between them has a log, a signature or a proof as its evidence, and none leads beyond 32 generations. share_by_count = covered sales / sales, share_by_value = covered / sold, floored
-- definer: Souk; the Data Provenance Initiative found more than 70 % of datasets without a licence
-- caveats: a licence on chain is a claim of who recorded it; edges are those known at the as-of time, so one that is added later is asked of earlier sales too; sales that name no asset are not covered
with recursive
registered as (
    select asset_key, min(time) as time
    from market.asset
    where time <= $as_of and owner_id is not null
    group by asset_key
),
licensed as (
    select asset_key, min(time) as time
    from market.licence
    where time <= $as_of
    group by asset_key
),
edge as materialized (
    select subject, object, min(if(evidence in ('log', 'signature', 'proof'), 1, 0)) as is_signed
    from market.provenance
    where time <= $as_of and subject <> object
    group by all
),
-- What each asset sold is made of, itself included, each part once at its nearest.
upstream (asset_key, part, depth) using key (asset_key, part) as (
    select distinct asset_key, asset_key, 0
    from market.payment
    where system = $market and role = 'price' and asset_key is not null
    union
    select u.asset_key, e.object, min(u.depth) + 1
    from upstream u
    join edge e on e.subject = u.part
    left join recurring.upstream known on known.asset_key = u.asset_key and known.part = e.object
    where known.part is null
        and u.depth < 32
    group by u.asset_key, e.object
),
-- Edges that nobody vouches for, or that lead further than was followed.
unresolved as (
    select distinct u.asset_key
    from upstream u
    join edge e on e.subject = u.part
    left join upstream known on known.asset_key = u.asset_key and known.part = e.object
    where known.part is null
        or e.is_signed = 0
),
resolved as (
    select u.asset_key, max(r.time) as time
    from upstream u
    left join registered r on r.asset_key = u.part
    where u.asset_key not in (select asset_key from unresolved)
    group by u.asset_key
    having count(*) = count(r.time)
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
