-- key: model_lineage
-- title: How was each model trained?
-- unit: one row per model: datasets, earlier versions, jobs, validators and proofs upstream; a verdict
-- formula: everything upstream of a model, each counted once: datasets, versions = models, jobs = keys that generated something or used something, validators = parties that attest to any of them; accepted and rejected = attestations; unproven jobs = jobs without an accepted attestation of their computation; bad documents = datasets whose document is mismatched. verdict, first match wins: 'contradicted' = an attestation rejected or a document mismatched; 'unknown' = nothing upstream; 'proven' = a dataset upstream, a job, no job unproven, and every dataset's document verified; else 'partly proven'
-- definer: Souk
-- caveats: an attestation is somebody's word unless its contract checks a proof; 32 generations; what is not on chain is not seen
with recursive model as (
    select hash(asset_key) as asset, asset_key, arg_max(name, (time, chain_id, block_number, log_index)) as name
    from market.asset
    where system = $market and kind = 'model' and time <= $as_of
    group by asset_key
),
-- Assets are told apart by a hash of 64 bits: of two million keys two share one with a chance of one in ten million.
said as materialized (
    select hash(subject) as subject, hash(object) as object, verb
    from market.provenance
    where time <= $as_of
),
-- All that is upstream of any model, with a number each.
needed (asset) as (
    select asset
    from model
    union
    select s.object
    from needed n
    join said s on s.subject = n.asset
),
-- By their place in a list, of which a planner expects few: it then hashes these rather than all edges.
numbered as materialized (
    select unnest(assets) as asset, generate_subscripts(assets, 1)::integer as number
    from (select list(asset) as assets from needed)
),
edge as materialized (
    select s.number as subject, e.verb, o.number as object
    from said e
    join numbered s on s.asset = e.subject
    join numbered o on o.asset = e.object
),
adjacent as materialized (
    select subject, list(object) as objects
    from edge
    group by subject
),
-- One generation a round. A row carries over what was reached in the last 6, since asking a growing table what is known costs ten
-- times as much: what comes back later is walked again, and counted once.
walk (model, number, depth, generation) as (
    select n.number, n.number, 0, 0
    from model
    join numbered n using (asset)
    union all
    select model, number, min(depth), any_value(generation)
    from (
        select model, number, depth, generation + 1 as generation
        from walk
        where depth > generation - 6
        union all
        select w.model, unnest(a.objects), w.depth + 1, w.generation + 1
        from adjacent a
        join (from walk where depth = generation) w on w.number = a.subject
    )
    where generation <= 32
    group by model, number
),
reached as (
    select model, number, min(depth) as depth
    from walk
    where depth = generation
    group by all
),
kind as (
    select n.number, arg_max(a.kind, (a.time, a.chain_id, a.block_number, a.log_index)) as kind
    from market.asset a
    join numbered n on n.asset = hash(a.asset_key)
    where a.time <= $as_of
    group by n.number
),
job as (
    select object as number
    from edge
    where verb = 'was_generated_by'
    union
    select subject
    from edge
    where verb = 'used'
),
attested as (
    select
        n.number,
        list(distinct a.party_id) as validators,
        count(*) filter (a.is_accepted) as accepted,
        count(*) filter (not a.is_accepted) as rejected,
        count(*) filter (a.is_accepted and a.kind = 'computation') as computed
    from market.attestation a
    join numbered n on n.asset = hash(a.subject)
    where a.time <= $as_of
    group by n.number
),
document as (
    select n.number, bool_or(d.status = 'mismatched') as is_bad, bool_and(d.status = 'verified') as is_verified
    from document.status d
    join numbered n on n.asset = hash(d.asset_key)
    where d.time <= $as_of
    group by n.number
),
counted as (
    select
        r.model,
        count(*) filter (r.depth > 0) as upstream,
        count(*) filter (k.kind = 'dataset') as datasets,
        count(*) filter (k.kind = 'model' and r.depth > 0) as versions,
        count(*) filter (j.number is not null) as jobs,
        len(list_distinct(flatten(list(a.validators) filter (a.validators is not null)))) as validators,
        coalesce(sum(a.accepted), 0)::bigint as accepted,
        coalesce(sum(a.rejected), 0)::bigint as rejected,
        count(*) filter (j.number is not null and coalesce(a.computed, 0) = 0) as unproven_jobs,
        count(*) filter (k.kind = 'dataset' and d.is_bad) as bad_documents,
        count(*) filter (k.kind = 'dataset' and d.is_verified) as verified_documents
    from reached r
    left join kind k using (number)
    left join job j using (number)
    left join attested a using (number)
    left join document d using (number)
    group by r.model
)
select
    m.asset_key,
    m.name,
    c.datasets,
    c.versions,
    c.jobs,
    coalesce(c.validators, 0) as validators,
    c.accepted,
    c.rejected,
    c.unproven_jobs,
    c.verified_documents,
    c.bad_documents,
    case
        when c.rejected > 0 or c.bad_documents > 0 then 'contradicted'
        when c.upstream = 0 then 'unknown'
        when c.datasets > 0 and c.jobs > 0 and c.unproven_jobs = 0 and c.verified_documents = c.datasets then 'proven'
        else 'partly proven'
    end as verdict
from counted c
join numbered n on n.number = c.model
join model m on m.asset = n.asset
order by m.asset_key;
