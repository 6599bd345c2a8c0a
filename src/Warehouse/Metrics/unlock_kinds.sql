-- key: unlock_kinds
-- title: Cliffs and steady unlocks
-- unit: base units of the market token per month; number of cliffs
-- formula: of unlocks, what comes free in cliffs and what comes free steadily. A cliff is what a schedule sets free at one second, more than a day after it began and after anything of it came free before: at a cliff, at the end of a tranche; or at once as it begins, where a stream frees a part at its start, a wallet has no duration or a promise frees a part at the launch or has no months, and what is taken of a stream that waits for a price; steady = unlocked - cliff
-- definer: Tokenomist (cliff: more than a day from one unlock to the next; linear: a day or less)
-- caveats: our reading of the definer, second by second; its own pages go by days and by what projects announce; of a promise what is free at the launch is a cliff, and the rest only where it has no months, for else it is taken as linear, and of a token that is only on chains that are made up there is none (unlocks); a cancelled stream has no cliffs after that
with schedule as (
    select v.*, v.stream_key <> '' and v.duration_seconds = 0 as waits_for_price
    from market.schedule_at($market, $as_of) v
    join market.token k on k.chain_id = v.chain_id and k.token_id = v.token_id and k.system = $market
    where k.is_market_token
),
-- Seconds at which something may come free at once; of a tranche that is told twice once.
step as (
    select distinct
        s.chain_id, s.token_id, s.wallet_id, s.stream_key, s.bucket, s.parts, s.deposited, s.total, s.start_seconds, s.cliff_seconds,
        s.duration_seconds, s.cancelled_seconds, p.seconds
    from schedule s
    cross join lateral (
        select unnest(
            if(s.cliff_seconds > s.start_seconds, [s.cliff_seconds], [])
            || if(s.duration_seconds = 0, [greatest(s.start_seconds, s.cliff_seconds)], [])
            || coalesce(list_transform(list_filter(s.parts, lambda part: part.exponent is null), lambda part: part."end"), [])
        ) as seconds
    ) p
    where not s.waits_for_price
        and coalesce(p.seconds < s.cancelled_seconds, true)
),
freed as (
    select
        bucket, seconds, start_seconds,
        market.vested(
            stream_key, parts, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, seconds
        ) as at_once,
        market.vested(
            stream_key, parts, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, seconds - 1
        ) as before,
        market.vested(
            stream_key, parts, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, seconds - 86401
        ) as day_before
    from step
),
cliff as (
    select
        date_trunc('month', make_timestamp((seconds * 1000000)::bigint))::date as month, bucket, at_once - before as amount,
        'contract' as evidence
    from freed
    where at_once > before
        and before = day_before
        and (seconds = start_seconds or seconds > start_seconds + 86400)
    union all
    select date_trunc('month', m.time)::date, s.bucket, m.amount, 'contract'
    from market.stream_move m
    join schedule s using (chain_id, stream_key)
    where m.system = $market and m.time <= $as_of and m.action = 'withdrawn' and s.waits_for_price
    union all
    select date_trunc('month', launched)::date, bucket || ' (promised)', at_launch, 'promised'
    from reference.promised_schedule
    where system = $market
        and at_launch > 0
    union all
    select
        date_trunc('month', make_timestamp((start_seconds * 1000000)::bigint))::date, bucket || ' (promised)', tokens - at_launch,
        'promised'
    from reference.promised_schedule
    where system = $market
        and duration_seconds = 0
        and tokens > at_launch
),
summed as (
    select month, bucket, evidence, count(*) as cliffs, sum(amount) as cliff
    from cliff
    group by all
)
select
    u.month,
    u.bucket,
    u.unlocked,
    coalesce(c.cliff, 0::hugeint) as cliff,
    u.unlocked - coalesce(c.cliff, 0::hugeint) as steady,
    coalesce(c.cliffs, 0) as cliffs,
    u.evidence
from {{unlocks}} u
left join summed c using (month, bucket, evidence)
order by u.month, u.bucket;
