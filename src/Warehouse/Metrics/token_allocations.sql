-- key: token_allocations
-- title: Allocation of the token as promised
-- unit: percent of the supply; whole tokens; months from the launch
-- formula: tokens = share x maximum supply; launch_tokens = the share that is free at the launch x maximum supply; first_unlock and last_unlock = launch + cliff, and launch + cliff + vesting, by the earliest cliff where a range is given
-- definer: the system's own documents, as the token registry cites them
-- caveats: a promise, not what a contract enforces; NULL where a value was not found; buckets that are a part of another are listed and not to be added to it
select
    a.symbol,
    a.bucket,
    a.class,
    a.part_of,
    a.share_percent,
    (a.share_percent::decimal(18, 6) / 100 * t.supply_max::double)::decimal(38, 2) as tokens,
    (a.tge_percent::decimal(18, 6) / 100 * t.supply_max::double)::decimal(38, 2) as launch_tokens,
    a.cliff_months_min,
    a.cliff_months_max,
    a.vesting_months,
    (s.launched + to_months(a.cliff_months_min))::date as first_unlock,
    (s.launched + to_months(a.cliff_months_min + a.vesting_months))::date as last_unlock,
    a.schedule,
    a.share_confidence as confidence,
    a.source
from reference.allocation a
join reference.system s using (system)
left join reference.token t on t.system = a.system and t.symbol = a.symbol
where a.system = $market
order by a.symbol, a.share_percent desc nulls last, a.bucket;
