-- key: unlock_overhang
-- title: Unlock overhang
-- unit: base units of the market token; parts per million of what circulates; thousandths of a day of volume; thousandths of the depth; by 30, 90 and 365 days ahead
-- formula: ahead = vested(t + days) - vested(t) over all vesting contracts and streams, t the last block; claimable = vested and not claimed, which may come on top; share = ahead / circulating (Souk's definition); volume_days = ahead / mean volume of a day, over the pools' swaps of the last 30 days; depth_multiple = ahead / the tokens sellable at 2 % impact in all pools of the token; promised_ahead = what the registry's schedules of buckets without a contract set free in the same days, promised_share = promised_ahead / circulating
-- definer: share: Messari; volume_days and depth_multiple: Souk
-- caveats: unlocked is not sold; a stream that waits for a price is in neither, for no day is known; a promise without a contract is told apart and added to nothing, and it is of all chains together but of none that are made up, whose token is not the registry's; volume in tokens, so that no price is needed; null where there was no swap, or no pool
with now as (
    select max(epoch(b.time))::hugeint as seconds, max(b.time) as time
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
schedule as (
    select distinct
        chain_id, token_id, wallet_id, stream_key, beneficiary_id, start_seconds, cliff_seconds, duration_seconds, deposited,
        total, cancelled_seconds, parts,
        -- Of a stream that waits for a price (vesting) what was taken is free, and nothing is ahead.
        if(stream_key <> '' and duration_seconds = 0, released, 0::hugeint) as taken
    from market.schedule_at($market, $as_of)
    where total > 0
),
vested as (
    select
        s.chain_id, s.token_id, d.days,
        greatest(
            market.vested(
                s.stream_key, s.parts, s.deposited, s.total, s.start_seconds, s.cliff_seconds, s.duration_seconds, s.cancelled_seconds,
                n.seconds + d.days * 86400
            ),
            s.taken
        ) as amount
    from schedule s
    cross join now n
    cross join (values (0::hugeint), (30::hugeint), (90::hugeint), (365::hugeint)) d (days)
),
released as (
    select chain_id, token_id, sum(amount) as amount
    from market.release
    where system = $market and time <= $as_of
    group by all
),
-- The registry names a token, not its chain.
promised as (
    select
        t.chain_id, t.token_id, d.days,
        sum(
            reference.promised(
                p.tokens, p.at_launch, p.launch_seconds, p.start_seconds, p.duration_seconds, n.seconds + d.days * 86400
            ) - reference.promised(p.tokens, p.at_launch, p.launch_seconds, p.start_seconds, p.duration_seconds, n.seconds)
        ) as ahead
    from reference.promised_schedule p
    join market.real_token t on t.system = p.system and t.symbol = p.symbol
    cross join now n
    cross join (values (30::hugeint), (90::hugeint), (365::hugeint)) d (days)
    where p.system = $market
        and n.seconds is not null
    group by all
),
reached as materialized (
    select chain_id, token_id, days, sum(amount) as amount
    from vested
    group by all
),
ahead as (
    select
        chain_id, token_id, days, coalesce(c.ahead, 0::hugeint) as ahead, coalesce(c.vested, 0::hugeint) as vested,
        coalesce(p.ahead, 0::hugeint) as promised
    from (
        select v.chain_id, v.token_id, v.days, v.amount - n.amount as ahead, n.amount as vested
        from reached v
        join reached n on n.chain_id = v.chain_id and n.token_id = v.token_id and n.days = 0
        where v.days > 0
    ) c
    full join promised p using (chain_id, token_id, days)
),
-- Before these days what a pool held is told by the day.
since as materialized (
    select least(rollup.since($market, $as_of), (select time from now)::date - 30) as day
),
volume as (
    select s.chain_id, s.token_id, sum(s.token_amount) as tokens
    from (
        select chain_id, token_id, time, token_amount
        from market.swap_between((select day from since), $as_of)
        where system = $market
        union all
        select chain_id, token_id, time, token_amount
        from market.tick_swap_at($market, $as_of)
    ) s
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
    a.chain_id,
    t.symbol,
    t.decimals,
    a.days::integer as days,
    a.ahead,
    a.vested - coalesce(r.amount, 0::hugeint) as claimable,
    if(c.amount > 0, market.part(a.ahead, 1000000::hugeint, c.amount), null) as share_ppm,
    market.mul_div(a.ahead, 30000::hugeint, nullif(v.tokens, 0::hugeint)) as volume_days_milli,
    market.part(a.ahead, 1000::hugeint, nullif(d.sellable, 0::hugeint)) as depth_multiple_milli,
    a.promised as promised_ahead,
    if(c.amount > 0, market.part(a.promised, 1000000::hugeint, c.amount), null) as promised_share_ppm
from ahead a
join market.token t on t.chain_id = a.chain_id and t.token_id = a.token_id and t.system = $market
left join released r on r.chain_id = a.chain_id and r.token_id = a.token_id
left join volume v on v.chain_id = a.chain_id and v.token_id = a.token_id
left join depth d on d.chain_id = a.chain_id and d.symbol = t.symbol
left join circulating c on c.chain_id = a.chain_id and c.symbol = t.symbol
order by a.chain_id, t.symbol, days;
