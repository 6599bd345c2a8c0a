-- key: emission_rate
-- title: Emission per day
-- unit: base units of the market token per day
-- formula: emitted as emissions has it, of the 90 days that end with the last indexed block, divided by 90 and floored
-- definer: Souk
-- caveats: realised, not a parameter read from a contract; the initial mint is no emission
with last as (
    select max(b.time) as time
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
)
select
    coalesce(sum(emitted), 0::hugeint) // 90 as emission_per_day
from market.supply_move_at($market, $as_of) moved
anti join {{bridged_supply}} using (chain_id, block_number, log_index)
cross join last
where moved.time > last.time - interval 90 day;
