-- key: concentration_alarms
-- title: Concentration alarms
-- unit: the value and its threshold in the unit of the measure; one row per measure that is beyond
-- formula: of concentration's measures, those beyond: gini_ppm >= 900000; hhi >= 1800; top_share_ppm >= 500000 (of earners: dependence on a single provider, of buyers: on a single buyer); top_percent_share_ppm >= 500000; nakamoto <= 3. Only sides of 10 parties or more, but a single-party dependence at any number
-- definer: Souk; hhi 1800 = highly concentrated by the U.S. DOJ and FTC (Merger Guidelines 2023); the other thresholds are ours
-- caveats: a threshold is a reason to look, not a verdict; as concentration
with threshold (measure, bound, is_ceiling, parties_min, meaning) as (
    values
        ('gini_ppm', 900000, true, 10, 'very unequal'),
        ('hhi', 1800, true, 10, 'highly concentrated'),
        ('top_share_ppm', 500000, true, 1, 'depends on one party'),
        ('top_percent_share_ppm', 500000, true, 10, 'the top 1 % have half or more'),
        ('nakamoto', 3, false, 10, 'three parties or fewer have more than half')
),
measured as (
    unpivot (
        select side, symbol, decimals, parties, gini_ppm, hhi, top_share_ppm, top_percent_share_ppm, nakamoto
        from {{concentration}}
    )
    on gini_ppm, hhi, top_share_ppm, top_percent_share_ppm, nakamoto
    into name measure value value
)
select
    m.side,
    m.symbol,
    m.measure,
    m.value,
    t.bound as threshold,
    case when t.measure <> 'top_share_ppm' then t.meaning
        when m.side = 'earners' then 'depends on one provider'
        when m.side = 'buyers' then 'depends on one buyer'
        else 'one holder has half or more'
    end as meaning,
    m.parties
from measured m
join threshold t using (measure)
where m.parties >= t.parties_min
    and if(t.is_ceiling, m.value >= t.bound, m.value <= t.bound)
order by m.side, m.symbol, m.measure, m.parties, m.value;
