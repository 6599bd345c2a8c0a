-- key: adoption
-- title: Adoption on other platforms
-- unit: as the measure says (stars, downloads), cumulative
-- formula: the last imported figure up to the asked time, by asset, platform, measure and source; added_30d = its increase over the last figure at least 30 days older
-- definer: the platform that counts
-- caveats: imported, not computed; a download is no use, and a star costs nothing
with known as (
    select *
    from reference.adoption
    where system = $market
        and reference.is_known(recorded_at, superseded_at)
        and day <= $as_of::date
),
latest as (
    select asset_key, platform, measure, source, arg_max(day, day) as day, arg_max(value, day) as value, arg_max(confidence, day) as confidence
    from known
    group by all
),
before as (
    select k.asset_key, k.platform, k.measure, k.source, arg_max(k.value, k.day) as value
    from known k
    join latest l using (asset_key, platform, measure, source)
    where k.day <= l.day - 30
    group by all
)
select
    l.asset_key,
    coalesce((select arg_max(a.name, (a.time, a.chain_id, a.block_number, a.log_index)) from market.asset a where a.system = $market and a.asset_key = l.asset_key and a.time <= $as_of), '') as name,
    l.platform,
    l.measure,
    l.day,
    l.value,
    l.value - b.value as added_30d,
    l.confidence,
    l.source
from latest l
left join before b using (asset_key, platform, measure, source)
order by l.asset_key, l.platform, l.measure, l.source;
