-- Which documents do contracts point to, and are they what the chain says they are?
-- References are facts of the chain, filled by mappings and removed with their blocks. What came of asking for a document
-- is ours: it survives reorgs and re-decoding, and is compared anew with whatever references there are.

-- One row per log that names a document. encoding tells what the hash is of: only a 'plain' document can be compared.
create table market.document (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    contract_id integer not null,
    asset_key varchar,
    uri varchar not null,
    -- As the chain says it, 32 bytes; null where it says none.
    hash blob,
    hash_algorithm varchar check (hash_algorithm in ('sha256', 'keccak256')),
    encoding varchar not null check (encoding in ('plain', 'compressed', 'encrypted'))
);

create schema document;

-- What came of asking for a URI last, under the rules of its system's manifest. The document itself is not kept.
create table document.attempt (
    system varchar not null,
    uri varchar not null,
    outcome varchar not null check (outcome in ('fetched', 'missing', 'refused', 'too_large', 'unreachable')),
    -- Why, in words; empty where it was fetched.
    detail varchar not null,
    -- Our time, UTC.
    attempted_at timestamp not null,
    media_type varchar,
    -- Bytes after decompression.
    size bigint,
    sha256 blob,
    keccak256 blob,
    -- Whether the bytes are those that the content id in the URI names; null where it has none or cannot tell.
    content_id_agrees boolean
);

-- What is known of each reference now?
create view document.status as
with compared as (
    select
        r.*, a.outcome, a.detail, a.attempted_at, a.media_type, a.size, a.content_id_agrees,
        case r.hash_algorithm when 'sha256' then a.sha256 when 'keccak256' then a.keccak256 end as actual_hash
    from market.document r
    left join document.attempt a using (system, uri)
)
select
    * exclude (outcome, detail),
    case
        when encoding <> 'plain' then 'unverifiable'
        when outcome is null then 'pending'
        when outcome <> 'fetched' then outcome
        when hash is not null and actual_hash is distinct from hash then 'mismatched'
        when not content_id_agrees then 'mismatched'
        when hash is not null or content_id_agrees then 'verified'
        else 'unverifiable'
    end as status,
    case
        when encoding <> 'plain' then 'the chain has the hash of the plain document, and this one is ' || encoding
        when outcome is null then 'not asked for yet'
        when outcome <> 'fetched' then detail
        when hash is not null and actual_hash is distinct from hash
            then hash_algorithm || ' on chain 0x' || lower(hex(hash)) || ', of the document 0x' || lower(hex(actual_hash))
        when not content_id_agrees then 'the content id in the URI names other bytes'
        when hash is not null or content_id_agrees then ''
        else 'the chain has no hash of it'
    end as reason
from compared;
