-- key: token_allocations
-- title: Allocation of the token as promised
-- unit: percent of the supply; whole tokens; months from the launch
-- formula: tokens = share x maximum supply, exact and floored to hundredths; launch_tokens = the share that is free at the launch x maximum supply, floored likewise; first_unlock and last_unlock = launch + cliff, and launch + cliff + vesting, by the earliest cliff where a range is given
-- definer: the system's own documents, as the token registry cites them
-- caveats: a promise, not what a contract enforces; NULL where a value was not found; buckets that are a part of another are listed and not to be added to it
select
    a.symbol,
    a.bucket,
    a.class,
    a.part_of,
    a.share_percent,
    -- Millionths of a percent x 10^-18 tokens are 10^-26 tokens; two decimals are kept.
    market.mul_div(t.units, a.share_units, 1000000000000000000000000::hugeint)::decimal(38, 0) * 0.01::decimal(2, 2) as tokens,
    market.mul_div(t.units, a.tge_units, 1000000000000000000000000::hugeint)::decimal(38, 0) * 0.01::decimal(2, 2) as launch_tokens,
    a.cliff_months_min,
    a.cliff_months_max,
    a.vesting_months,
    (s.launched + to_months(a.cliff_months_min))::date as first_unlock,
    (s.launched + to_months(a.cliff_months_min + a.vesting_months))::date as last_unlock,
    a.schedule,
    a.share_confidence as confidence,
    a.source
from (
    select
        *, replace(share_percent::varchar, '.', '')::hugeint as share_units,
        replace(tge_percent::varchar, '.', '')::hugeint as tge_units
    from reference.allocation
) a
join reference.system s using (system)
left join (
    select *, replace(supply_max::varchar, '.', '')::hugeint as units from reference.token
) t on t.system = a.system and t.symbol = a.symbol
where a.system = $market
order by a.symbol, a.share_percent desc nulls last, a.bucket;
