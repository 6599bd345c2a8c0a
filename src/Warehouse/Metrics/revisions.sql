-- key: revisions
-- title: Revision log of what files and chains said
-- unit: values as text; times of ours (UTC)
-- formula: every declared or imported value that a later file changed or dropped, with what replaced it; NULL where nothing did. removed_log: every log of the market that was stored and that a reorg removed, by its transaction
-- definer: Souk
-- caveats: knowledge time, not chain time: as of has no effect; known_from is NULL for logs, for it is not kept when they were read first; what replaced a log stands in its own rows; labels of addresses and what a changed mapping made of the same logs leave no trace here
with told as (
    select
        section as kind,
        if(item = section, field, item || '/' || field) as subject,
        coalesce(value, 'not found') as value,
        source,
        recorded_at,
        superseded_at
    from reference.fact
    where system = $market
    union all
    select 'price', concat_ws('/', symbol, quote, time::varchar, source), price::varchar, source, recorded_at, superseded_at
    from reference.price
    where system = $market
    union all
    select 'offchain_event', event_key, concat_ws(' ', class, time::varchar, count::varchar, '0x' || lower(hex(party))), source, recorded_at, superseded_at
    from reference.offchain_event
    where system = $market
    union all
    select 'adoption', concat_ws('/', asset_key, platform, measure, day::varchar, source), value::varchar, source, recorded_at, superseded_at
    from reference.adoption
    where system = $market
    union all
    select 'offchain_revenue', concat_ws('/', from_day::varchar, to_day::varchar, currency, source), amount::varchar, source, recorded_at, superseded_at
    from reference.offchain_revenue
    where system = $market
    union all
    select
        'removed_log', concat_ws('/', l.chain_id, l.block_number, l.log_index),
        '0x' || lower(printf('%032x', l.transaction_hash_high) || printf('%032x', l.transaction_hash_low)),
        'chain ' || l.chain_id, null, l.detected_at
    from chain.removed_log l
    where (l.chain_id, l.address_id) in (select (chain_id, address_id) from chain.contract where system = $market)
)
select
    o.kind,
    o.subject,
    o.value as old_value,
    n.value as new_value,
    o.source as old_source,
    n.source as new_source,
    o.recorded_at as known_from,
    o.superseded_at as known_to
from told o
left join told n
    on n.kind = o.kind
    and n.subject = o.subject
    and n.recorded_at = o.superseded_at
where o.superseded_at <= reference.known_at()
order by o.superseded_at, o.kind, o.subject, o.recorded_at;
