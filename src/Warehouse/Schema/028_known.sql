-- Rows of market tables that a changed mapping, or a changed decoding, of the same logs did not make again: as text, with
-- addresses in place of ids. removed_at is our time (UTC).
create table chain.removed_row (
    chain_id integer not null,
    system varchar not null,
    table_name varchar not null,
    row varchar not null,
    removed_at timestamp not null
);

-- What is known when? Every value that files said, every log that a reorg removed and every row that a new mapping did, each with
-- the times of ours (UTC) between which it was what we knew: known_to is null for what we know now. known_from is null for logs
-- and rows: it is not kept when they were read first. Values as text; table_name is that of schema reference, or 'removed_log' or
-- 'removed_row'. system is null for a sector's.
create view reference.told as
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
select distinct
    c.system, 'removed_log', 'removed_log', concat_ws('/', l.chain_id, l.block_number, l.log_index),
    '0x' || lower(printf('%032x', l.transaction_hash_high) || printf('%032x', l.transaction_hash_low)),
    'chain ' || l.chain_id, null::timestamp, l.detected_at
from chain.removed_log l
join chain.contract c using (chain_id, address_id)
union all
select system, 'removed_row', table_name, row, 'removed by a new mapping', 'chain ' || chain_id, null, removed_at
from chain.removed_row;

-- When is an oracle too unsure of a price to be believed? One more of the guards of migration 011.
insert into market.price_guard values
    -- The oracle's own confidence interval, half of it, at most this part of its price, parts per million.
    ('unsure_ppm', 20000);
