-- Which work was handed in for a task, and what did a reviewer say of it?

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
    from market.review
    where (market is null or system = market)
        and time <= until
    group by system, work_key
)
select
    system, work_key, task_key, channel, asset_key, contributor_id, submitted_at,
    last[1] as verdict, last[2] as judged_at, coalesce(last[3], told[1]) as chain_id, coalesce(last[4], told[2]) as block_number,
    coalesce(last[5], told[3]) as log_index,
    last[6] as reviewer_id, last[7] as quality, last[8] as quality_max
from work;
