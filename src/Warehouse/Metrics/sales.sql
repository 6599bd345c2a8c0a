-- key: sales
-- title: Public sales as they were reported
-- unit: US dollars; US dollars per token; whole tokens; oversubscription = demand over what was sold; minutes until it was sold out
-- formula: what the token registry cites of each sale, one row per sale
-- definer: the source that each row names
-- caveats: stated, not computed: a launchpad's books are on no chain; NULL where a value was not found; confidence is that of the least sure value that was found, and source where that is from
with stated as (
    select
        system, item as sale,
        arg_max(confidence, (reference.rank(confidence), field)) as confidence,
        arg_max(source, (reference.rank(confidence), field)) as source
    from reference.fact
    where section = 'sales'
        and value is not null
        and reference.is_known(recorded_at, superseded_at)
    group by all
)
select
    s.system,
    s.sale,
    s.venue,
    s.symbol,
    s.day,
    s.price_usd,
    s.tokens_sold,
    s.raised_usd,
    s.oversubscription,
    s.minutes,
    s.valuation_usd,
    f.confidence,
    f.source
from reference.sale s
join stated f using (system, sale)
where s.system = $market
    and (s.day is null or s.day <= $as_of)
order by s.day nulls first, s.sale;
