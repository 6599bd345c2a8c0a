-- What is an asset like, under which terms may it be used, who collects and serves it, and what settles calls off the chain?
-- Filled by mappings, like all of schema market. Only hashes and metadata are kept: never what an asset holds.
-- Keys of assets are those of market.asset; keys of terms, jobs, batches and identities are '<system>/…' of the mapping's
-- own making, the same for the same thing on every chain. Hashes are 32 bytes.

-- What a log tells of an asset, from then on. A null says nothing: what was told before still holds. quality is what the
-- system itself scores, in parts per million of its best score.
create table market.asset_trait (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    form varchar check (form in ('dataset', 'model', 'specialised_model', 'agent', 'assistant', 'service')),
    is_encrypted boolean,
    needs_consent boolean,
    exclusivity varchar check (exclusivity in ('exclusive', 'limited', 'open')),
    quality_ppm integer check (quality_ppm between 0 and 1000000),
    verification varchar check (verification in ('unverified', 'declared', 'reviewed', 'proved')),
    record_count hugeint,
    content_hash blob
);

-- Who agreed that an asset made of their data is used, and who took that back. expires_at is null where it never ends.
create table market.consent (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    party_id integer not null,
    purpose varchar not null check (purpose in ('any', 'training', 'inference', 'analysis', 'resale')),
    action varchar not null check (action in ('given', 'revoked')),
    expires_at timestamp
);

-- What terms say, as a registry records them: one row per registration or change. market.licence offers an asset under terms
-- (terms = terms_key). What a registry does not say is null. royalty_ppm is the part of revenue owed to the licensor; fee is
-- what one grant costs, in base units of token_id.
create table market.licence_term (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    terms_key varchar not null,
    author_id integer,
    uri varchar,
    terms_hash blob,
    is_commercial boolean,
    allows_derivatives boolean,
    is_reciprocal boolean,
    is_exclusive boolean,
    royalty_ppm integer check (royalty_ppm between 0 and 1000000),
    token_id integer,
    fee hugeint,
    expires_at timestamp
);

-- What became of the terms of an asset: a licence 'granted' to a party, 'reused' when reuse_key was made under it, or
-- 'revoked'. leg_log_index is the ERC-20 transfer that paid for it, null where none did.
create table market.licence_use (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    terms_key varchar not null,
    action varchar not null check (action in ('granted', 'reused', 'revoked')),
    licensee_id integer not null,
    reuse_key varchar,
    token_id integer,
    amount hugeint,
    leg_log_index integer,
    expires_at timestamp,
    check ((action = 'reused') = (reuse_key is not null))
);

-- Calls that were made off the chain and are settled on it together: payer_id and service_id are null where a batch is of
-- many. root is the Merkle root of the calls, where the log has one; amount is what the batch moves, in base units.
create table market.settlement (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    time timestamp not null,
    system varchar not null,
    batch_key varchar not null,
    asset_key varchar,
    payer_id integer,
    service_id integer,
    calls hugeint not null,
    root blob,
    from_time timestamp,
    to_time timestamp,
    token_id integer,
    amount hugeint,
    leg_log_index integer
);

-- One person's addresses on several chains, as a log says it: an account that names another one, or a message whose sender
-- and receiver are one. Addresses with the same identity_key are one entity (party.rule 'identity').
create table market.identity (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    identity_key varchar not null,
    party_id integer not null,
    action varchar not null check (action in ('linked', 'unlinked')),
    evidence varchar not null check (evidence in ('log', 'signature', 'message')),
    message_id blob
);

-- Nodes that serve a system: those that collect data, that run models, that check.
create table market.node (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    party_id integer not null,
    role varchar not null check (role in ('collector', 'worker', 'validator', 'oracle')),
    action varchar not null check (action in ('joined', 'left'))
);

-- Data that a node collected, by the kind of source it came from.
create table market.collection (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar,
    collector_id integer not null,
    source varchar not null check (
        source in (
            'website', 'social_feed', 'authenticated_site', 'api', 'document', 'conversation', 'recording', 'sensor',
            'blockchain', 'labelling', 'other'
        )
    ),
    record_count hugeint not null,
    content_hash blob
);

-- Which model runs on which node.
create table market.deployment (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    node_id integer not null,
    action varchar not null check (action in ('deployed', 'removed'))
);

-- What was asked of a service and what became of it: one row per log. job_key is also a subject or object of
-- market.provenance. is_private where only the result leaves the node. units are calls, tokens or seconds, as the system
-- counts.
create table market.job (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    job_key varchar not null,
    asset_key varchar,
    kind varchar not null check (kind in ('training', 'inference', 'labelling', 'collection', 'evaluation', 'compute')),
    action varchar not null check (action in ('requested', 'assigned', 'completed', 'failed', 'cancelled')),
    requester_id integer,
    worker_id integer,
    is_private boolean,
    units hugeint,
    result_hash blob
);

-- What is known of each asset at a time: of each trait what was told last.
create macro market.asset_trait_at(until) as table
select
    system, asset_key,
    arg_max(form, (time, chain_id, block_number, log_index)) as form,
    arg_max(is_encrypted, (time, chain_id, block_number, log_index)) as is_encrypted,
    arg_max(needs_consent, (time, chain_id, block_number, log_index)) as needs_consent,
    arg_max(exclusivity, (time, chain_id, block_number, log_index)) as exclusivity,
    arg_max(quality_ppm, (time, chain_id, block_number, log_index)) as quality_ppm,
    arg_max(verification, (time, chain_id, block_number, log_index)) as verification,
    arg_max(record_count, (time, chain_id, block_number, log_index)) as record_count,
    arg_max(content_hash, (time, chain_id, block_number, log_index)) as content_hash
from market.asset_trait
where time <= until
group by system, asset_key;

-- Whose consent to which purpose holds at a time: given, not taken back since, not run out.
create macro market.consent_at(until) as table
select system, asset_key, party_id, purpose, last[2] as expires_at
from (
    select
        system, asset_key, party_id, purpose,
        arg_max((action, expires_at), (time, chain_id, block_number, log_index)) as last
    from market.consent
    where time <= until
    group by system, asset_key, party_id, purpose
)
where last[1] = 'given'
    and coalesce(last[2] > until, true);

-- Which identity an address has at a time.
create macro market.identity_at(until) as table
select system, party_id, identity_key, last[2] as chain_id, last[3] as block_number, last[4] as log_index
from (
    select
        system, party_id, identity_key,
        arg_max((action, chain_id, block_number, log_index), (time, chain_id, block_number, log_index)) as last
    from market.identity
    where time <= until
    group by system, party_id, identity_key
)
where last[1] = 'linked';

insert into party.rule values ('identity', 900000, null);

-- As in migration 009, and addresses that a log says are one person's.
create or replace macro party.link_at(until) as table
with service as (
    select address_id from chain.contract
    union
    select holder_id from market.holder
    union
    select a.address_id from party.label l join chain.address a using (address) where l.class = 'exchange'
),
found as (
    select
        controlled_id as party_id, controller_id as other_id, rule,
        min((chain_id, block_number, log_index)) as place
    from market.control
    where time <= until
    group by all
    union all
    select party_id, funder_id, 'funding', (chain_id, block_number, log_index)
    from party.first_funding(until)
    where funder_id not in (select address_id from service)
        and party_id not in (select address_id from service)
    union all
    select
        party_id, min(party_id) over (partition by system, identity_key), 'identity',
        (chain_id, block_number, log_index)
    from market.identity_at(until)
),
counted as (
    select f.*, count(*) over (partition by rule, other_id) as fan_out
    from found f
    where party_id <> 0
        and other_id <> 0
        and party_id <> other_id
),
declared as (
    select
        a.address_id as party_id,
        first_value(a.address_id) over entity as other_id,
        least(l.confidence_ppm, first_value(l.confidence_ppm) over entity) as confidence_ppm
    from party.label l
    join chain.address a using (address)
    where until is not null
    window entity as (partition by l.entity order by l.address)
)
select
    c.party_id, c.other_id, c.rule, r.confidence_ppm, c.place[1] as chain_id, c.place[2] as block_number,
    c.place[3] as log_index
from counted c
join party.rule r using (rule)
where c.fan_out <= coalesce(r.fan_out_max, c.fan_out)
union all
select party_id, other_id, 'declared', confidence_ppm, null, null, null
from declared
where party_id <> other_id;
