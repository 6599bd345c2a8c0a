-- key: data_health
-- title: State of the data
-- unit: as the measure says: blocks, seconds, logs, legs, rows; share in parts per million of what the measure counts among
-- formula: gaps = blocks between the first and the last stored one of a chain that no range covers; freshness = seconds from a chain's last block to the asked time, or else to the newest stored block of any chain; reorgs = swaps, with the deepest and the logs they removed; quarantine = logs that could not be decoded or mapped, by reason, share among the logs of the system; unmatched = payment legs and releases whose evidence is a transfer that was not found, share among those with that evidence; coverage = blocks by proof level, share among stored blocks; revisions = imported or declared values, labels and figures of a sector among them, that were superseded; registry = values of the token registry by confidence
-- definer: Souk
-- caveats: revisions and the registry are as known now, and answers that were handed out are in revisions alone; a chain counts for every market that has tokens or contracts on it
with here as (
    select chain_id from market.token where system = $market
    union
    select chain_id from chain.contract where system = $market
),
block as (
    select b.chain_id, min(b.number) as first_block, max(b.number) as last_block, max(b.time) as last_time
    from chain.block b
    join here using (chain_id)
    where b.time <= $as_of
    group by b.chain_id
),
stored as (
    select
        r.* replace (least(r.to_block, b.last_block) as to_block),
        lag(r.to_block) over (partition by r.chain_id order by r.from_block) as previous_to
    from chain.range r
    join here using (chain_id)
    join block b using (chain_id)
    where r.from_block <= b.last_block
),
logs as (
    select count(*) as logs
    from chain.log l
    join chain.contract c on c.chain_id = l.chain_id and c.address_id = l.address_id
    join block b on b.chain_id = l.chain_id and l.block_number <= b.last_block
    where c.system = $market
),
measures as (
    select 1 as place, 'gaps' as measure, 'chain ' || chain_id as subject,
        sum(greatest(from_block - coalesce(previous_to, from_block - 1) - 1, 0)) as value,
        null::hugeint as whole,
        'ranges ' || count(*) as detail
    from stored
    group by chain_id
    union all
    select 2, 'freshness', 'chain ' || chain_id,
        epoch(if($as_of < timestamp '9000-01-01', $as_of, (select max(time) from chain.block)) - last_time)::hugeint,
        null,
        'block ' || last_block || ', ' || last_time::varchar
    from block
    union all
    select 3, 'reorgs', 'chain ' || h.chain_id,
        count(r.chain_id),
        null,
        'deepest ' || coalesce(max(r.depth), 0) || ', logs removed ' || coalesce(sum(r.removed_log_count), 0)
    from here h
    left join chain.reorg r on r.chain_id = h.chain_id and r.time <= $as_of
    group by h.chain_id
    union all
    select 4, 'quarantine', q.reason, count(*), any_value(logs.logs), 'contracts ' || count(distinct q.address_id)
    from chain.quarantine q
    join chain.contract c on c.chain_id = q.chain_id and c.address_id = q.address_id
    join block b on b.chain_id = q.chain_id and q.block_number <= b.last_block
    cross join logs
    where c.system = $market
    group by q.reason
    union all
    select 5, 'unmatched', 'payment legs',
        count(*) filter (leg_log_index is null), count(*), ''
    from market.payment
    where system = $market and time <= $as_of and evidence = 'transfer'
    union all
    select 5, 'unmatched', 'releases', count(*) filter (leg_log_index is null), count(*), ''
    from market.release
    where system = $market and time <= $as_of
    union all
    select 6, 'coverage', 'chain ' || s.chain_id || ', ' || s.proof,
        sum(s.to_block - s.from_block + 1), sum(sum(s.to_block - s.from_block + 1)) over (partition by s.chain_id), ''
    from stored s
    group by s.chain_id, s.proof
    union all
    select 7, 'revisions', table_name, count(*) filter (known_to <= reference.known_at()), count(*),
        'last ' || coalesce((max(known_to) filter (known_to <= reference.known_at()))::varchar, 'never')
    from reference.told
    where (system = $market or system is null) and table_name <> 'handed_answer' and known_from <= reference.known_at()
    group by table_name
    union all
    select 8, 'registry', confidence, count(*), sum(count(*)) over (), ''
    from reference.fact
    where system = $market and reference.is_known(recorded_at, superseded_at) and section <> 'claims'
    group by confidence
)
select
    measure,
    subject,
    value::hugeint as value,
    if(whole > 0, (value::hugeint * 1000000 // whole::hugeint)::bigint, null) as share_ppm,
    detail
from measures
order by place, subject;
