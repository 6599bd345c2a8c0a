-- What is each asset made of, whose is it, and what does it owe upstream? Filled by mappings, like all of schema market.
-- Keys are those of market.asset; a compute job has a key of the same form and no row there.

-- W3C PROV edges, subject before object: a model 'was_derived_from' a dataset or an earlier version ('was_revision_of'); or
-- it 'was_generated_by' a job that 'used' datasets. weight is the object's part among those of the same subject, above 0.
create table market.provenance (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    subject varchar not null,
    verb varchar not null check (verb in ('was_derived_from', 'was_revision_of', 'was_generated_by', 'used')),
    object varchar not null,
    weight integer not null check (weight > 0),
    evidence varchar not null check (evidence in ('log', 'signature', 'proof', 'declared')),
    confidence_ppm integer not null check (confidence_ppm between 1 and 1000000)
);

-- Who has which part in an asset, from this log on; share is null where nobody says how much. A share of 0 ends it.
create table market.attribution (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    party_id integer not null,
    role varchar not null check (
        role in ('owner', 'developer', 'optimiser', 'validator', 'compute_node', 'annotator', 'data_provider')
    ),
    share_ppm integer check (share_ppm between 0 and 1000000)
);

-- The part of what reaches an asset that it owes to what it is made of, from this log on: of its own sales ('call'), and of
-- what it gets because others sold ('composition').
create table market.royalty_term (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    event varchar not null check (event in ('call', 'composition')),
    share_ppm integer not null check (share_ppm between 0 and 1000000)
);

-- Under which terms may an asset be reused? terms is a name or a URI, as the chain has it.
create table market.licence (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    party_id integer not null,
    terms varchar not null
);

-- What somebody vouches for: that a job ran as told ('computation'), that data or a model are as said ('validation').
create table market.attestation (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    subject varchar not null,
    party_id integer not null,
    kind varchar not null check (kind in ('computation', 'validation')),
    is_accepted boolean not null
);
