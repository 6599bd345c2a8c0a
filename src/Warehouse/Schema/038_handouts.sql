-- What left the warehouse as a file, and would it still say the same? Kept through reorgs and new mappings, and in no export or
-- snapshot: who is given one needs no list of what others were given.

-- What was handed out: a memo, files of a page, a site, an export, a workbook or a forecast; or a check, which asked again what
-- earlier ones had said. subject is what was asked for, parameters how, digest the SHA-256 of what was written. blocks is the last
-- block of each chain with its hash, mapping what logs were decoded and mapped with, files how many imports and labels were known
-- and the newest of them, program the version of Souk. system is null where all markets were asked for. Times are ours (UTC).
create table reference.handout (
    handout_id bigint not null,
    kind varchar not null check (kind in ('memo', 'page', 'site', 'export', 'workbook', 'forecast', 'check')),
    system varchar,
    subject varchar not null,
    parameters varchar not null,
    digest varchar not null,
    blocks varchar not null,
    mapping varchar not null,
    files varchar not null,
    program varchar not null,
    handed_out_at timestamp not null
);

-- Each metric's answer in it, once. as_of is the moment up to which blocks counted (chain time): the asked one, or that of the
-- market's last block; null where no block of it was stored. known_at is null where what files had said by then was asked for.
-- definition is the SHA-256 of the query, digest that of the sorted lines of CSV; answer is the CSV, null where it is longer than
-- 4,000 characters.
create table reference.handed_answer (
    handout_id bigint not null,
    system varchar not null,
    metric varchar not null,
    as_of timestamp,
    parties varchar not null check (parties in ('address', 'entity')),
    known_at timestamp,
    definition varchar not null,
    row_count bigint not null,
    digest varchar not null,
    answer varchar
);

-- For how long was one question answered alike? A question is a metric of a market, as of a moment, by parties and as known at a
-- time. One row per run of equal answers: the first that gave it, until when (null: no other answer followed), and of what changed
-- between the answer before and this one.
create view reference.handed_run as
with answered as (
    select
        a.*, h.kind, h.subject, h.blocks, h.mapping, h.files, h.program, h.handed_out_at,
        lag(a.digest) over question as digest_before,
        lag(a.definition) over question as definition_before,
        lag(h.blocks) over question as blocks_before,
        lag(h.mapping) over question as mapping_before,
        lag(h.files) over question as files_before,
        lag(h.program) over question as program_before
    from reference.handed_answer a
    join reference.handout h using (handout_id)
    window question as (partition by a.system, a.metric, a.as_of, a.parties, a.known_at order by a.handout_id)
)
select
    system, metric, as_of, parties, known_at, handout_id, kind, subject, program, row_count, digest, answer,
    handed_out_at as known_from,
    lead(handed_out_at) over (partition by system, metric, as_of, parties, known_at order by handout_id) as known_to,
    if(digest_before is null, null, coalesce(
        nullif(
            concat_ws(
                ', ',
                if(definition <> definition_before, 'the definition', null),
                if(blocks <> blocks_before, 'blocks', null),
                if(mapping <> mapping_before, 'the mapping', null),
                if(files <> files_before, 'files', null),
                if(program <> program_before, 'the program', null)
            ),
            ''
        ),
        'nothing that is recorded'
    )) as changed
from answered
where digest is distinct from digest_before;

-- Which answers that were handed out no longer hold? Each with the one that followed it (new_…), and what changed in between.
create view reference.changed_answer as
select *
from (
    select
        system, metric, as_of, parties, known_at, known_from as old_at, kind || ' ' || subject as old_handout,
        row_count as old_row_count, digest as old_digest, answer as old_answer,
        known_to as new_at, lead(kind || ' ' || subject) over question as new_handout,
        lead(row_count) over question as new_row_count, lead(digest) over question as new_digest,
        lead(answer) over question as new_answer, lead(changed) over question as changed
    from reference.handed_run
    window question as (partition by system, metric, as_of, parties, known_at order by handout_id)
)
where new_at is not null;

-- As in migration 028, with labels of addresses and with answers that were handed out. system is null for a sector's and for a
-- label, which is of an address in every market.
create or replace view reference.told as
select
    system, 'fact' as table_name, section as kind, if(item = section, field, item || '/' || field) as subject,
    coalesce(value, 'not found') as value, source, recorded_at as known_from, superseded_at as known_to
from reference.fact
union all
select
    system, 'price', 'price', concat_ws('/', symbol, quote, time::varchar, source), price::varchar, source, recorded_at,
    superseded_at
from reference.price
union all
select
    system, 'offchain_event', 'offchain_event', event_key,
    concat_ws(' ', class, time::varchar, count::varchar, '0x' || lower(hex(party))), source, recorded_at, superseded_at
from reference.offchain_event
union all
select
    system, 'adoption', 'adoption', concat_ws('/', asset_key, platform, measure, day::varchar, source), value::varchar,
    source, recorded_at, superseded_at
from reference.adoption
union all
select
    system, 'offchain_revenue', 'offchain_revenue', concat_ws('/', from_day::varchar, to_day::varchar, currency, source),
    amount::varchar, source, recorded_at, superseded_at
from reference.offchain_revenue
union all
select
    system, 'series', 'series', concat_ws('/', series, day::varchar, source), value::varchar, source, recorded_at,
    superseded_at
from reference.series
union all
select
    null, 'sector_capitalisation', 'sector_capitalisation', concat_ws('/', sector, day::varchar, source),
    capitalisation_usd::varchar, source, recorded_at, superseded_at
from reference.sector_capitalisation
union all
select
    null, 'label', 'label', '0x' || lower(hex(address)),
    concat_ws(' ', entity, class, confidence_ppm::varchar || ' ppm'), source, recorded_at, superseded_at
from party.declared_label
union all
select
    system, 'handed_answer', 'handed_answer',
    concat_ws(
        ' ', metric, 'as of ' || as_of::varchar, if(parties = 'entity', 'by entity', null), 'known at ' || known_at::varchar
    ),
    concat_ws(' ', row_count::varchar, 'rows,', substr(digest, 1, 12)),
    concat_ws(' ', kind, subject || ';', 'Souk', program) || if(changed is null, '', '; changed: ' || changed),
    known_from, known_to
from reference.handed_run
union all
select distinct
    c.system, 'removed_log', 'removed_log', concat_ws('/', l.chain_id, l.block_number, l.log_index),
    '0x' || lower(printf('%032x', l.transaction_hash_high) || printf('%032x', l.transaction_hash_low)),
    'chain ' || l.chain_id, null::timestamp, l.detected_at
from chain.removed_log l
join chain.contract c using (chain_id, address_id)
union all
select system, 'removed_row', table_name, row, 'removed by a new mapping', 'chain ' || chain_id, null, removed_at
from chain.removed_row;
