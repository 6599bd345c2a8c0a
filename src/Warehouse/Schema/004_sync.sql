-- How far is each chain final, what was replaced, and what did endpoints teach us? Bookkeeping: the digest of the facts
-- leaves all of it out, so that a chain that lived through reorgs equals one that was indexed undisturbed.

-- No stored block up to this one is ever replaced; one row per chain, written with its cursor.
create table chain.finality (
    chain_id integer not null,
    finalized_block bigint not null
);

-- Every swap: blocks above the ancestor were removed and replaced in one write. depth counts removed blocks. time is the
-- chain's time of the new tip, detected_at ours, both UTC.
create table chain.reorg (
    chain_id integer not null,
    ancestor_block bigint not null,
    ancestor_high uhugeint not null,
    ancestor_low uhugeint not null,
    old_tip_block bigint not null,
    old_tip_high uhugeint not null,
    old_tip_low uhugeint not null,
    new_tip_block bigint not null,
    new_tip_high uhugeint not null,
    new_tip_low uhugeint not null,
    depth bigint not null,
    removed_log_count bigint not null,
    stored_log_count bigint not null,
    time timestamp not null,
    detected_at timestamp not null
);

-- The logs of removed blocks, as chain.log had them. detected_at is that of their chain.reorg.
create table chain.removed_log as
select *, timestamp '1970-01-01' as detected_at from chain.log limit 0;

-- What an endpoint refuses to answer in one call; null where no limit is known.
create table chain.endpoint_limit (
    chain_id integer not null,
    endpoint varchar not null,
    blocks_max bigint,
    results_max bigint,
    learned_at timestamp not null
);

-- A proof may also be impossible: 'unverifiable' where receipts have a type that we cannot encode.
alter table chain.range rename to range_001;

create table chain.range (
    chain_id integer not null,
    from_block bigint not null,
    to_block bigint not null,
    endpoint varchar not null,
    log_count bigint not null,
    payload_high uhugeint not null,
    payload_low uhugeint not null,
    tip_high uhugeint not null,
    tip_low uhugeint not null,
    proof varchar not null check (proof in ('none', 'bloom', 'receipts', 'unverifiable'))
);

insert into chain.range select * from chain.range_001;

drop table chain.range_001;
