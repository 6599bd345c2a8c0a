-- Which work was handed in for a task, and what did a reviewer say of it? And what has a stream set free that does not run linearly?

-- One row per log: work_key (the subject of its attestations) was 'submitted' by its contributor, or a reviewer 'accepted' or
-- 'rejected' it. What was accepted is a market.contribution too, where a contract counts it; what was rejected is here alone.
-- channel is the kind of task in the system's own word; task_key, asset_key and contributor_id are null where no log says. quality is
-- the score that the log tells, of quality_max, the system's best.
create table market.review (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    work_key varchar not null,
    task_key varchar,
    channel varchar not null,
    asset_key varchar,
    contributor_id integer,
    reviewer_id integer,
    action varchar not null check (action in ('submitted', 'accepted', 'rejected')),
    quality hugeint,
    quality_max hugeint,
    check ((action = 'submitted') = (reviewer_id is null)),
    check ((quality is null) = (quality_max is null)),
    check (quality_max > 0 and quality between 0 and quality_max)
);

-- What was told of work: market.review, and in a market whose mapping fills none of it, jobs that another party than their worker
-- attested to: an 'assigned' job was handed in, the attestation accepts or rejects it, and the job's kind is the channel. They tell no
-- task, and a score only where the asset gets one from the same log.
create macro market.review_at(market, until) as table
with told as (
    from market.review
    where (market is null or system = market)
        and time <= until
),
assigned as (
    from market.job
    where (market is null or system = market)
        and time <= until
        and worker_id is not null
        and system not in (select system from market.review)
),
judged as (
    select
        a.chain_id, a.block_number, a.log_index, a.time, a.system, a.subject as work_key, a.party_id as reviewer_id, a.is_accepted,
        arg_max((j.kind, j.asset_key, j.worker_id), (j.time, j.chain_id, j.block_number, j.log_index)) as job
    from market.attestation a
    join assigned j
        on j.system = a.system
        and j.job_key = a.subject
        and (j.time, j.chain_id, j.block_number, j.log_index) <= (a.time, a.chain_id, a.block_number, a.log_index)
    where a.time <= until
    group by all
    having job[3] <> a.party_id
),
scored as (
    select chain_id, block_number, log_index, system, asset_key, max(quality_ppm) as quality_ppm
    from market.asset_trait
    where quality_ppm is not null
        and system in (select system from judged)
    group by all
)
from told
union all
select
    chain_id, block_number, log_index, time, system, job_key, null, kind, asset_key, worker_id, null, 'submitted', null, null
from assigned
where action = 'assigned'
    and (system, kind) in (select (system, job[1]) from judged)
union all
select
    j.chain_id, j.block_number, j.log_index, j.time, j.system, j.work_key, null, j.job[1], j.job[2], j.job[3], j.reviewer_id,
    if(j.is_accepted, 'accepted', 'rejected'), q.quality_ppm, if(q.quality_ppm is null, null, 1000000)
from judged j
left join scored q
    on q.chain_id = j.chain_id
    and q.block_number = j.block_number
    and q.log_index = j.log_index
    and q.system = j.system
    and q.asset_key = j.job[2];

-- Each piece of work of a market (null: of all) at a time: when it came and was judged, by the last review up to then. submitted_at is null where only its
-- review is told, verdict ('accepted' or 'rejected') where none is; the log is
-- that of the review, else the last. Of task, channel, asset and contributor what was told last counts.
create macro market.work_at(market, until) as table
with work as (
    select
        system, work_key,
        min(time) filter (action = 'submitted') as submitted_at,
        arg_max((action, time, chain_id, block_number, log_index, reviewer_id, quality, quality_max), (time, chain_id, block_number, log_index))
            filter (action <> 'submitted') as last,
        arg_max((chain_id, block_number, log_index), (time, chain_id, block_number, log_index)) as told,
        arg_max(task_key, (time, chain_id, block_number, log_index)) as task_key,
        arg_max(channel, (time, chain_id, block_number, log_index)) as channel,
        arg_max(asset_key, (time, chain_id, block_number, log_index)) as asset_key,
        arg_max(contributor_id, (time, chain_id, block_number, log_index)) as contributor_id
    from market.review_at(market, until)
    group by system, work_key
)
select
    system, work_key, task_key, channel, asset_key, contributor_id, submitted_at,
    last[1] as verdict, last[2] as judged_at, coalesce(last[3], told[1]) as chain_id, coalesce(last[4], told[2]) as block_number,
    coalesce(last[5], told[3]) as log_index,
    last[6] as reviewer_id, last[7] as quality, last[8] as quality_max
from work;

-- Streams that do not run linearly: a tranche is free at its end at once, and of a segment the share of its time to the power of its
-- exponent is.

-- The parts of such a stream, in order; their amounts sum to the stream's. exponent has 18 decimals, null for a tranche.
create table market.stream_part (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    stream_key varchar not null,
    part integer not null,
    start_seconds hugeint not null,
    end_seconds hugeint not null,
    amount hugeint not null,
    exponent hugeint
);

-- As migration 034 has it, with parts: null for a wallet and for a stream without any.
create or replace macro market.schedule_at(market, until) as table
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
),
parted as (
    select
        chain_id, stream_key,
        list({'start': start_seconds, 'end': end_seconds, 'amount': amount, 'exponent': exponent} order by part) as parts
    from market.stream_part
    where system = market
    group by all
)
select
    v.chain_id, v.block_number, v.token_id, v.wallet_id, '' as stream_key, v.bucket, v.beneficiary_id, v.start_seconds,
    v.cliff_seconds, v.duration_seconds, coalesce(r.amount, 0::hugeint) as deposited, coalesce(r.amount, 0::hugeint) as total,
    coalesce(p.amount, 0::hugeint) as released, null::hugeint as cancelled_seconds,
    null::struct("start" hugeint, "end" hugeint, amount hugeint, exponent hugeint)[] as parts
from market.vesting v
join last l on l.chain_id = v.chain_id and v.block_number <= l.number
left join received r on r.chain_id = v.chain_id and r.token_id = v.token_id and r.wallet_id = v.wallet_id
left join released p on p.chain_id = v.chain_id and p.token_id = v.token_id and p.wallet_id = v.wallet_id
where v.system = market
union all
select
    s.chain_id, s.block_number, s.token_id, s.wallet_id, s.stream_key, s.bucket, s.beneficiary_id, s.start_seconds,
    greatest(s.start_seconds, s.cliff_seconds), s.duration_seconds, s.amount, s.amount - coalesce(m.returned, 0::hugeint),
    coalesce(m.withdrawn, 0::hugeint), m.cancelled_seconds, q.parts
from market.stream s
left join moved m using (chain_id, stream_key)
left join parted q using (chain_id, stream_key)
where s.system = market
    and s.time <= until;

-- log2 of a number from 1 on, both with 18 decimals: the whole part by bits, the rest by squaring, each step floored. After PRBMath
-- 4.0.3, which Sablier's contracts take their powers by.
create macro market.log2_18(x) as list_transform(
    [length(bin((x // 1000000000000000000::hugeint)::ubigint)) - 1],
    lambda bits: list_reduce(
        list_prepend(
            {'y': x >> bits, 'log': bits * 1000000000000000000::hugeint, 'step': 0::hugeint},
            [
                {'y': 0::hugeint, 'log': 0::hugeint, 'step': 500000000000000000::hugeint >> place}
                for place in range(59)
            ]
        ),
        lambda so_far, next: case
            when so_far.y * so_far.y // 1000000000000000000::hugeint >= 2000000000000000000
                then {
                    'y': so_far.y * so_far.y // 1000000000000000000::hugeint >> 1, 'log': so_far.log + next.step, 'step': 0::hugeint
                }
            else {'y': so_far.y * so_far.y // 1000000000000000000::hugeint, 'log': so_far.log, 'step': 0::hugeint}
        end
    ).log
)[1];

-- 2 to the power of a number below 60, both with 18 decimals: roots of 2 by the bits of the fraction, in units of 2^-64, multiplied
-- with 96 bits behind the point, where the contracts have 191.
create macro market.exp2_18(x) as list_transform(
    [((x % 1000000000000000000::hugeint) << 64) // 1000000000000000000::hugeint],
    lambda fraction: market.shift_96(
        list_reduce(
            list_prepend(79228162514264337593543950336::hugeint, [
                factor for factor, place in [
            26087635650665564425::hugeint, 21936999301089678047, 20116317054877281742, 19263451207323153962, 18850675170876015534,
            18647615946650685159, 18546908069882975960, 18496758270674070881, 18471734244850835106, 18459234930309000272,
            18452988445124272033, 18449865995240371898, 18448304968436414829, 18447524504564044946, 18447134285009651015,
            18446939178327825412, 18446841625760745902, 18446792849670663277, 18446768461673986097, 18446756267687738522,
            18446750170697637486, 18446747122203342655, 18446745597956384162, 18446744835832952145, 18446744454771247945,
            18446744264240398796, 18446744168974974960, 18446744121342263227, 18446744097525907406, 18446744085617729507,
            18446744079663640561, 18446744076686596088, 18446744075198073852, 18446744074453812734, 18446744074081682175,
            18446744073895616895, 18446744073802584256, 18446744073756067936, 18446744073732809776, 18446744073721180696,
            18446744073715366156, 18446744073712458886, 18446744073711005251, 18446744073710278433, 18446744073709915025,
            18446744073709733320, 18446744073709642468, 18446744073709597042, 18446744073709574329, 18446744073709562973,
            18446744073709557294, 18446744073709554455, 18446744073709553036, 18446744073709552326, 18446744073709551971,
            18446744073709551793, 18446744073709551705, 18446744073709551660, 18446744073709551638, 18446744073709551627,
            18446744073709551622, 18446744073709551619, 18446744073709551617, 18446744073709551617
                ] if (fraction >> (64 - place)) & 1 = 1
            ]),
            lambda so_far, factor: market.shift_96(so_far, factor * 4294967296)
        ),
        1000000000000000000::hugeint << (x // 1000000000000000000::hugeint)
    )
)[1];

-- A share to the power of an exponent from 0 on, all with 18 decimals. Below 2^-59.79 it is 0.
create macro market.power_18(share, exponent) as case
    when exponent = 0 or share = 1000000000000000000 then 1000000000000000000::hugeint
    when share = 0 then 0::hugeint
    when exponent = 1000000000000000000 then share
    else list_transform(
        [market.log2_18(1000000000000000000000000000000000000::hugeint // share)],
        lambda log: list_transform(
            [market.mul_div(log, exponent, 1000000000000000000::hugeint)],
            lambda product: if(
                product > 59794705707972522261, 0::hugeint,
                1000000000000000000000000000000000000::hugeint // market.exp2_18(product)
            )
        )[1]
    )[1]
end;

-- What the parts of a stream had set free by a second; floored by part. Sablier v2-core 1.2.0: LockupTranched, LockupDynamic.
create macro market.parts_vested(parts, seconds) as list_sum(list_transform(
    parts,
    lambda part: case
        when seconds >= part."end" then part.amount
        when part.exponent is null or seconds <= part."start" then 0::hugeint
        else list_transform(
            [market.power_18(
                (seconds - part."start") * 1000000000000000000::hugeint // (part."end" - part."start"), part.exponent
            )],
            lambda share: market.mul_div(part.amount, share, 1000000000000000000::hugeint)
        )[1]
    end
));

-- As migration 034 has it, for streams with parts, too.
create or replace macro market.vested(
    stream_key, parts, deposited, total, start_seconds, cliff_seconds, duration_seconds, cancelled_seconds, seconds
) as case
    when seconds >= cancelled_seconds then total
    when parts is not null then market.parts_vested(parts, seconds)
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
