-- key: unlock_overhang
-- title: Unlock overhang
-- unit: base units of the market token; parts per million of what circulates; thousandths of a day of volume; thousandths of the depth; by 30, 90 and 365 days ahead
-- formula: sums of overhang_rows: ahead = vested(t + days) - vested(t) over all vesting contracts and streams, t the last block; claimable = vested and not claimed, which may come on top; share = ahead / circulating (Souk's definition); volume_days = ahead / mean volume of a day, over the pools' swaps of the last 30 days; depth_multiple = ahead / the tokens sellable at 2 % impact in all pools of the token; promised_ahead = what the registry's schedules of buckets without a contract set free in the same days, promised_share = promised_ahead / circulating
-- definer: share: Messari; volume_days and depth_multiple: Souk
-- caveats: unlocked is not sold; a stream that waits for a price is in neither, for no day is known; a promise without a contract is told apart and added to nothing, and it is of all chains together but of none that are made up, whose token is not the registry's; volume in tokens, so that no price is needed; null where there was no swap, or no pool
with now as (
    select max(b.time) as time
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
ahead as (
    select
        r.chain_id, r.symbol, r.decimals, d.days,
        coalesce(sum(r.contracts) filter (r.days <= d.days), 0::hugeint) as ahead,
        sum(r.unclaimed - r.contracts) as claimable,
        coalesce(sum(r.calendar - r.contracts) filter (r.days <= d.days), 0::hugeint) as promised
    from {{overhang_rows}} r
    cross join (values (30), (90), (365)) d (days)
    group by all
),
-- Before these days what a pool held is told by the day.
since as materialized (
    select least(rollup.since($market, $as_of), (select time from now)::date - 30) as day
),
volume as (
    select t.chain_id, t.symbol, sum(s.token_amount) as tokens
    from (
        select chain_id, token_id, time, token_amount
        from market.swap_between((select day from since), $as_of)
        where system = $market
        union all
        select chain_id, token_id, time, token_amount
        from market.tick_swap_at($market, $as_of)
    ) s
    join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
    cross join now n
    where s.time > n.time - interval 30 day
    group by all
),
depth as (
    select chain_id, symbol, sum(sellable_2) as sellable
    from {{exit_cost}}
    group by all
),
circulating as (
    select chain_id, symbol, amount
    from {{circulating}}
    where definition = 'souk'
)
select
    chain_id,
    symbol,
    a.decimals,
    a.days,
    a.ahead,
    a.claimable,
    if(c.amount > 0, market.part(a.ahead, 1000000::hugeint, c.amount), null) as share_ppm,
    market.mul_div(a.ahead, 30000::hugeint, nullif(v.tokens, 0::hugeint)) as volume_days_milli,
    market.part(a.ahead, 1000::hugeint, nullif(d.sellable, 0::hugeint)) as depth_multiple_milli,
    a.promised as promised_ahead,
    if(c.amount > 0, market.part(a.promised, 1000000::hugeint, c.amount), null) as promised_share_ppm
from ahead a
left join volume v using (chain_id, symbol)
left join depth d using (chain_id, symbol)
left join circulating c using (chain_id, symbol)
order by chain_id, symbol, a.days;
