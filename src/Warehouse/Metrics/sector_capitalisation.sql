-- key: sector_capitalisation
-- title: Capitalisation of a sector
-- unit: US dollars at the end of the day; parts per million
-- formula: capitalisation as imported; change_30d = capitalisation / the one 30 days before - 1
-- definer: the source of each imported row
-- caveats: what a source counts into a sector changes over time; days without an imported row have none; the same for every market
select
    s.sector,
    s.day,
    s.capitalisation_usd,
    (s.capitalisation_usd * 1000000 / b.capitalisation_usd - 1000000)::bigint as change_30d_ppm,
    s.confidence,
    s.source
from reference.sector_capitalisation s
left join reference.sector_capitalisation b
    on b.sector = s.sector
    and b.source = s.source
    and b.day = s.day - 30
    and reference.is_known(b.recorded_at, b.superseded_at)
    and b.capitalisation_usd > 0
where reference.is_known(s.recorded_at, s.superseded_at)
    and s.day <= $as_of::date
    and $market is not null
order by s.sector, s.day, s.source;
