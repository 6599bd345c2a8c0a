-- What did the chains say? Raw facts as received, their dictionaries, and how far each chain has been read.
-- Hashes are two 128-bit halves; addresses and topics are integer ids that never leave the warehouse.
-- Facts have no index: a range is deleted and inserted in one write with its cursor.
create schema chain;
create schema event;
create schema market;

create table chain.address (
    address_id integer not null,
    address blob not null
);

-- The zero address is always id 0: it mints, and what it receives is burned.
insert into chain.address values (0, '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'::blob);

create table chain.topic (
    topic_id integer not null,
    hash_high uhugeint not null,
    hash_low uhugeint not null
);

create table chain.block (
    chain_id integer not null,
    number bigint not null,
    hash_high uhugeint not null,
    hash_low uhugeint not null,
    parent_high uhugeint not null,
    parent_low uhugeint not null,
    time timestamp not null
);

-- Topics beyond topic_count are null; the first is an id because it repeats, the others are kept as they are.
create table chain.log (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    transaction_hash_high uhugeint not null,
    transaction_hash_low uhugeint not null,
    address_id integer not null,
    topic_count utinyint not null,
    topic0_id integer,
    topic1_high uhugeint,
    topic1_low uhugeint,
    topic2_high uhugeint,
    topic2_low uhugeint,
    topic3_high uhugeint,
    topic3_low uhugeint,
    data blob not null
);

-- The last block whose facts are stored; one row per chain.
create table chain.cursor (
    chain_id integer not null,
    block_number bigint not null,
    hash_high uhugeint not null,
    hash_low uhugeint not null,
    time timestamp not null
);

-- Every stored range, both ends included. payload is the SHA-256 of its raw logs, tip the hash of its last block.
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
    proof varchar not null check (proof in ('none', 'bloom', 'receipts'))
);

-- What could not be decoded or called; the raw log stays in chain.log. log_index is null for a call.
create table chain.quarantine (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer,
    address_id integer not null,
    reason varchar not null check (reason in ('event', 'value', 'amount')),
    detail varchar not null
);

create table chain.system (
    system varchar not null,
    title varchar not null,
    token varchar,
    label varchar
);

-- Contracts that are read, from their first block on. discovered_block is null for those that a manifest names.
create table chain.contract (
    chain_id integer not null,
    address_id integer not null,
    system varchar not null,
    kind varchar not null,
    name varchar not null,
    from_block bigint not null,
    discovered_block bigint
);
