-- key: jobs
-- title: What was asked of services, and what became of it
-- unit: jobs, parties and units of work as the system counts them, by month of the request and kind; seconds; parts per million
-- formula: a job is a job_key; requested in the month of its first log; it is completed, failed or cancelled by its last such log, else open; done share = completed / (completed + failed + cancelled), floored; wait = from the first log to the completing one, the lower median; workers = distinct parties that completed
-- definer: Souk; a16z for the idea (requests filled / requests made)
-- caveats: calls that are settled off the chain are in settlements; completed means that the system accepted it, not that it was right; one person may use several addresses that nothing links
with job as (
    select
        job_key,
        kind,
        min(time) as asked_at,
        arg_max(action, (time, chain_id, block_number, log_index)) filter (action in ('completed', 'failed', 'cancelled')) as fate,
        max(time) filter (action = 'completed') as done_at,
        arg_max(worker_id, (time, chain_id, block_number, log_index)) filter (action = 'completed') as worker_id,
        bool_or(is_private) as is_private,
        max(units) as units
    from market.job
    where system = $market and time <= $as_of
    group by job_key, kind
)
select
    date_trunc('month', asked_at)::date as month,
    kind,
    count(*) as requested,
    count(*) filter (fate = 'completed') as completed,
    count(*) filter (fate = 'failed') as failed,
    count(*) filter (fate = 'cancelled') as cancelled,
    count(*) filter (fate is null) as open,
    (count(*) filter (fate = 'completed') * 1000000 // nullif(count(*) filter (fate is not null), 0))::bigint as done_share_ppm,
    quantile_disc(epoch(done_at)::bigint - epoch(asked_at)::bigint, 0.5) filter (fate = 'completed') as wait_median_seconds,
    count(distinct coalesce(e.actor_id, worker_id)) filter (fate = 'completed') as workers,
    count(*) filter (is_private) as private,
    sum(units) filter (fate = 'completed') as units
from job
left join party.actor($as_of, $by_entity) e on e.address_id = job.worker_id
group by all
order by month, kind;
