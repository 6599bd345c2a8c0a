-- key: offchain_revenue
-- title: Revenue reported off the chain
-- unit: currency as reported, per reported period
-- formula: amounts as imported
-- definer: who reports it
-- caveats: a series of its own: never added to payments, fees or revenue on the chain; nothing here verifies it
select
    r.from_day,
    r.to_day,
    r.currency,
    r.amount,
    r.confidence,
    r.source
from reference.offchain_revenue r
where r.system = $market
    and reference.is_known(r.recorded_at, r.superseded_at)
    and r.to_day <= $as_of::date
order by r.from_day, r.to_day, r.currency, r.source;
