-- key: emission_rate
-- title: Emission per day
-- unit: base units of the market token per day
-- formula: mints of the 90 days that end with the last indexed block, without the first day's mint and what a bridge mints (bridged_supply), divided by 90 and floored
-- definer: Souk
-- caveats: realised, not a parameter read from a contract
with last as (
    select max(b.time) as time
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
mints as (
    select t.time, t.amount, t.chain_id, t.block_number, t.log_index, min(t.time::date) over () as first_day
    from market.transfer t
    join market.token using (chain_id, token_id, system)
    where system = $market
        and is_market_token
        and sender_id = 0
        and t.time <= $as_of
)
select
    coalesce(sum(amount), 0::hugeint) // 90 as emission_per_day
from mints
anti join {{bridged_supply}} using (chain_id, block_number, log_index)
cross join last
where mints.time > last.time - interval 90 day
    and mints.time::date > first_day;
