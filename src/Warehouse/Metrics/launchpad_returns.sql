-- key: launchpad_returns
-- title: Returns since a public sale
-- unit: US dollars per token; multiples of the sale's price
-- formula: multiple = price / price of the sale, for each price that the registry names, the last imported price in US dollars, and each multiple that a source states itself
-- definer: Souk (launchpads state the multiple at the all-time high only)
-- caveats: a multiple at a high is what nobody got for a large amount; confidence is that of the less sure of the two prices; sales without a known price have no multiple unless a source states one
with imported as (
    select
        system,
        symbol,
        'last import' as measured,
        max(time)::date as day,
        arg_max(price, (time, source)) as price_usd,
        arg_max(confidence, (time, source)) as confidence,
        arg_max(source, (time, source)) as source
    from reference.price
    where reference.is_known(recorded_at, superseded_at)
        and quote = 'USD'
        and time <= $as_of
    group by system, symbol
),
priced as (
    select system, symbol, kind as measured, day, price_usd, confidence, source
    from reference.quote
    where day <= $as_of
    union all by name
    from imported
),
computed as (
    select
        s.system, s.sale, s.venue, s.symbol, s.day as sale_day, s.price_usd as sale_price_usd,
        p.measured, p.day, p.price_usd,
        round(p.price_usd::double / s.price_usd::double, 6) as multiple,
        if(reference.rank(s.price_confidence) > reference.rank(p.confidence), s.price_confidence, p.confidence) as confidence,
        p.source
    from reference.sale s
    join priced p using (system, symbol)
),
stated as (
    select
        s.system, s.sale, s.venue, s.symbol, s.day as sale_day, s.price_usd as sale_price_usd,
        m.measured || ' (stated)' as measured, m.day, null::decimal(38, 18) as price_usd,
        m.multiple::double as multiple,
        m.confidence,
        m.source
    from reference.stated_multiple m
    join reference.sale s using (system, sale)
    where m.day is null
        or m.day <= $as_of
)
select *, system = $market as is_asked
from (from computed union all by name from stated)
order by multiple desc nulls last, system, sale, measured;
