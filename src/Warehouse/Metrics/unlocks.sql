-- key: unlocks
-- title: Unlock calendar
-- unit: base units of the market token per month
-- formula: unlocked = vested(last second of the month) - vested(last second of the month before) by each schedule, so that what comes free as a month begins belongs to it; released = tokens that the wallet or stream paid out in the month; scheduled = unlocked after the as-of month, and in the as-of month all that is or becomes releasable until its end. evidence: contract, or promised where the registry gives a schedule of a bucket that no contract shows, whose bucket is marked so too
-- definer: OpenZeppelin VestingWallet and VestingWalletCliff 5.7.0 (_vestingSchedule); Sablier Lockup 1.0 to 4.0 (LockupLinear, LockupTranched, LockupDynamic, LockupPriceGated); promises as the token registry cites them
-- caveats: unlocked is not sold; a stream of Sablier's Lockup 4.0 that waits for a price has no month to come: what is taken from it is unlocked in the month that it is taken in (vesting names such streams, shape price gated); future months assume that nothing more is paid into the wallets; a promise is taken as linear from the earliest cliff on, its scheduled is what is promised of later months and of the whole as-of month, and nobody sees what it released; none is told of a token that is only on chains that are made up: the registry tells of the real one
with now as (
    select date_trunc('month', max(b.time)) as month
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
schedules as (
    select v.*
    from market.schedule_at($market, $as_of) v
    join market.token k on k.chain_id = v.chain_id and k.token_id = v.token_id and k.system = $market
    where k.is_market_token
),
months as (
    select
        s.*,
        now.month as now_month,
        unnest(generate_series(
            date_trunc('month', make_timestamp((s.start_seconds * 1000000)::bigint)),
            greatest(now.month, date_trunc('month', make_timestamp(((s.start_seconds + s.duration_seconds) * 1000000)::bigint))),
            interval 1 month
        )) as month
    from schedules s
    cross join now
),
bounds as (
    -- What begins with a month belongs to it: cliffs, and what is free at once, are often of its first second.
    select *, epoch(month)::hugeint - 1 as from_seconds, epoch(month + interval 1 month)::hugeint - 1 as to_seconds
    from months
),
vested as (
    select
        *, stream_key <> '' and duration_seconds = 0 as waits_for_price,
        market.vested(
            stream_key, parts, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, from_seconds
        ) as vested_before,
        market.vested(
            stream_key, parts, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, to_seconds
        ) as vested_after
    from bounds
),
paid as (
    select '' as stream_key, wallet_id, chain_id, token_id, date_trunc('month', time) as month, sum(amount) as released
    from market.release
    where system = $market and time <= $as_of
    group by all
    union all
    select m.stream_key, s.wallet_id, m.chain_id, s.token_id, date_trunc('month', m.time), sum(m.amount)
    from market.stream_move m
    join market.stream s using (chain_id, stream_key, system)
    where m.system = $market and m.time <= $as_of and m.action = 'withdrawn'
    group by all
),
promised as (
    select
        p.*,
        now.month as now_month,
        unnest(generate_series(
            date_trunc('month', p.launched::timestamp),
            greatest(now.month, date_trunc('month', make_timestamp(((p.start_seconds + p.duration_seconds) * 1000000)::bigint))),
            interval 1 month
        )) as month
    from reference.promised_schedule p
    cross join now
    where p.system = $market
),
promised_month as (
    select
        month, bucket, now_month,
        -- As of contracts: promises have whole days.
        reference.promised(
            tokens, at_launch, launch_seconds, start_seconds, duration_seconds, epoch(month + interval 1 month)::hugeint - 1
        ) - reference.promised(tokens, at_launch, launch_seconds, start_seconds, duration_seconds, epoch(month)::hugeint - 1) as unlocked
    from promised
)
select
    v.month::date as month,
    v.bucket,
    sum(if(v.waits_for_price, coalesce(p.released, 0::hugeint), v.vested_after - v.vested_before)) as unlocked,
    sum(coalesce(p.released, 0::hugeint)) as released,
    sum(case
        when v.month < v.now_month or v.waits_for_price then 0::hugeint
        when v.month = v.now_month then v.vested_after - v.released
        else v.vested_after - v.vested_before
    end) as scheduled,
    'contract' as evidence
from vested v
left join paid p using (chain_id, token_id, wallet_id, stream_key, month)
group by all
union all
select
    month::date, bucket || ' (promised)', unlocked, null, if(month < now_month, 0::hugeint, unlocked), 'promised'
from promised_month
order by month, bucket;
