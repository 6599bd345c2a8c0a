-- Which schedules share one contract? A stream pays one recipient out of a contract that holds many.

-- A stream as it was made. stream_key names the contract and the stream in it; bucket is the contract's name and the stream's number.
-- wallet_id is the contract; times are seconds since 1970 (UTC), the cliff is a point in time; amount is what went in.
create table market.stream (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    stream_key varchar not null,
    wallet_id integer not null,
    bucket varchar not null,
    token_id integer not null,
    beneficiary_id integer not null,
    start_seconds hugeint not null,
    cliff_seconds hugeint not null,
    duration_seconds hugeint not null,
    amount hugeint not null
);

-- What left a stream: 'withdrawn' by its recipient (a row of market.release too), or given back to whoever made it when it was
-- 'cancelled'; from then on the rest is all vested.
create table market.stream_move (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    stream_key varchar not null,
    action varchar not null check (action in ('withdrawn', 'cancelled')),
    amount hugeint not null
);

-- Every schedule that a contract keeps: one per vesting wallet and token, one per stream. stream_key is '' for wallets.
create view market.schedule as
select
    chain_id, block_number, system, wallet_id, '' as stream_key, bucket, token_id, beneficiary_id, start_seconds, cliff_seconds,
    duration_seconds
from market.vesting
union all
select
    chain_id, block_number, system, wallet_id, stream_key, bucket, token_id, beneficiary_id, start_seconds,
    greatest(start_seconds, cliff_seconds), duration_seconds
from market.stream;

-- Schedules that were there at a time, with what was paid in (less what a cancelled stream gave back: total) and out by then. A
-- cancelled stream has the seconds of that moment.
create macro market.schedule_at(market, until) as table
with last as (
    select chain_id, max(number) as number
    from chain.block
    where time <= until
    group by chain_id
),
received as (
    select chain_id, token_id, recipient_id as wallet_id, sum(amount) as amount
    from market.transfer
    where system = market
        and time <= until
        and recipient_id in (select wallet_id from market.vesting where system = market)
    group by all
),
released as (
    select chain_id, token_id, wallet_id, sum(amount) as amount
    from market.release
    where system = market
        and time <= until
    group by all
),
moved as (
    select
        chain_id, stream_key,
        coalesce(sum(amount) filter (action = 'withdrawn'), 0::hugeint) as withdrawn,
        coalesce(sum(amount) filter (action = 'cancelled'), 0::hugeint) as returned,
        epoch(min(time) filter (action = 'cancelled'))::hugeint as cancelled_seconds
    from market.stream_move
    where system = market
        and time <= until
    group by all
)
select
    v.chain_id, v.block_number, v.token_id, v.wallet_id, '' as stream_key, v.bucket, v.beneficiary_id, v.start_seconds,
    v.cliff_seconds, v.duration_seconds, coalesce(r.amount, 0::hugeint) as deposited, coalesce(r.amount, 0::hugeint) as total,
    coalesce(p.amount, 0::hugeint) as released, null::hugeint as cancelled_seconds
from market.vesting v
join last l on l.chain_id = v.chain_id and v.block_number <= l.number
left join received r on r.chain_id = v.chain_id and r.token_id = v.token_id and r.wallet_id = v.wallet_id
left join released p on p.chain_id = v.chain_id and p.token_id = v.token_id and p.wallet_id = v.wallet_id
where v.system = market
union all
select
    s.chain_id, s.block_number, s.token_id, s.wallet_id, s.stream_key, s.bucket, s.beneficiary_id, s.start_seconds,
    greatest(s.start_seconds, s.cliff_seconds), s.duration_seconds, s.amount, s.amount - coalesce(m.returned, 0::hugeint),
    coalesce(m.withdrawn, 0::hugeint), m.cancelled_seconds
from market.stream s
left join moved m using (chain_id, stream_key)
where s.system = market
    and s.time <= until;

-- What a schedule had set free by a second: nothing before the cliff, all at the end, and in between linearly; floored. Wallets:
-- OpenZeppelin 5.7.0, VestingWallet._vestingSchedule. Streams: Sablier v2-core 1.2.0, LockupLinear, whose share of the time has 18
-- decimals, floored first.
create macro market.vested(stream_key, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, seconds) as case
    when seconds >= cancelled_seconds then total
    when seconds < cliff_seconds then 0::hugeint
    when seconds >= start_seconds + duration_seconds then deposited
    when seconds <= start_seconds then 0::hugeint
    when stream_key = '' then market.mul_div(deposited, seconds - start_seconds, duration_seconds)
    else market.mul_div(
        deposited,
        (seconds - start_seconds) * 1000000000000000000::hugeint // duration_seconds,
        1000000000000000000::hugeint
    )
end;

-- What the registry promises of a bucket that no contract's name shows, as a schedule: free at the launch, then linearly over the
-- months behind the cliff (the earliest where a range is given). Only of buckets that are no part of another, and of which the
-- launch, the share, the maximum supply, what is free at the launch, cliff and months were all found.
create view reference.promised_schedule as
with known as (
    select
        a.system, a.symbol, a.bucket, a.tokens, a.share_confidence, s.launched,
        a.cliff_months_min as cliff_months, a.vesting_months,
        -- tge_percent is of the supply too.
        least(a.tokens, if(a.share_percent = 0, 0::hugeint, market.mul_div(
            a.tokens,
            replace(a.tge_percent::varchar, '.', '')::hugeint,
            replace(a.share_percent::varchar, '.', '')::hugeint
        ))) as at_launch
    from reference.allocation a
    join reference.system s using (system)
    where a.part_of is null
        and a.tokens is not null
        and a.tge_percent is not null
        and a.cliff_months_min is not null
        and a.vesting_months is not null
        and s.launched is not null
        and not exists (
            from market.schedule v
            join reference.bucket_contract c on c.system = v.system and c.contract = lower(v.bucket)
            where c.system = a.system and c.bucket = a.bucket
        )
)
select
    *,
    epoch(launched)::hugeint as launch_seconds,
    epoch(launched + to_months(cliff_months))::hugeint as start_seconds,
    epoch(launched + to_months(cliff_months + vesting_months))::hugeint
        - epoch(launched + to_months(cliff_months))::hugeint as duration_seconds
from known;

-- What such a promise had set free by a second; floored.
create macro reference.promised(tokens, at_launch, launch_seconds, start_seconds, duration_seconds, seconds) as case
    when seconds < launch_seconds then 0::hugeint
    when seconds >= start_seconds + duration_seconds then tokens
    when seconds <= start_seconds then at_launch
    else at_launch + market.mul_div(tokens - at_launch, seconds - start_seconds, duration_seconds)
end;
