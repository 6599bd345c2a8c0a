-- key: token_figures
-- title: Figures of the token registry
-- unit: as the row says (unit)
-- formula: supplies, burns, stakes, fees and other figures that a source states, one row per figure and date
-- definer: the source that each row names
-- caveats: stated, not computed from chains; value is NULL where it was looked for and not found, day where the source gives no date; of a month or year the first day
with supply as (
    select
        system,
        item,
        split_part(field, '_', 2) as part,
        value,
        confidence,
        source
    from reference.fact
    where system = $market
        and section = 'tokens'
        and field in ('supply_initial', 'supply_max', 'supply_total', 'supply_circulating')
        and reference.is_known(recorded_at, superseded_at)
),
stated as (
    select
        case s.part when 'max' then 'maximum' else s.part end || ' supply' as figure,
        if(s.part in ('total', 'circulating'), t.supply_as_of, null) as day,
        s.value::decimal(38, 18) as value,
        s.item as unit,
        s.confidence,
        s.source
    from supply s
    join reference.token t on t.system = s.system and t.symbol = s.item
    -- A supply may stand among the figures as well.
    union
    select figure, day, value, unit, confidence, source
    from reference.figure
    where system = $market
)
select *
from stated
where day is null
    or day <= $as_of
order by figure, unit, day nulls first, source;
