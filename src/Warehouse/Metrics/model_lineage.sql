-- key: model_lineage
-- title: How was each model trained?
-- unit: one row per model: datasets, earlier versions, jobs, validators and proofs upstream; a verdict
-- formula: everything upstream of a model, each counted once: datasets, versions = models, jobs = keys that generated something or used something, validators = parties that attest to any of them; accepted and rejected = attestations; unproven jobs = jobs without an accepted attestation of their computation; bad documents = datasets whose document is mismatched. verdict, first match wins: 'contradicted' = an attestation rejected or a document mismatched; 'unknown' = nothing upstream; 'proven' = a dataset upstream, a job, no job unproven, and every dataset's document verified; else 'partly proven'
-- definer: Souk
-- caveats: an attestation is somebody's word unless its contract checks a proof; 32 generations; what is not on chain is not seen
with recursive model as (
    select asset_key, arg_max(name, (time, chain_id, block_number, log_index)) as name
    from market.asset
    where system = $market and kind = 'model' and time <= $as_of
    group by asset_key
),
-- All that is upstream of any model: a number each, since pairs of numbers are told apart sooner than pairs of texts.
needed (asset_key) as (
    select asset_key
    from model
    union
    select e.object
    from needed n
    join market.provenance e on e.subject = n.asset_key
    where e.time <= $as_of
),
-- By their place in a list, of which a planner expects few: it then hashes these keys rather than those of all edges.
numbered as materialized (
    select unnest(keys) as asset_key, generate_subscripts(keys, 1) as number
    from (select list(asset_key) as keys from needed)
),
edge as materialized (
    select s.number as subject, e.verb, o.number as object
    from market.provenance e
    join numbered s on s.asset_key = e.subject
    join numbered o on o.asset_key = e.object
    where e.time <= $as_of
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
    join numbered n using (asset_key)
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
    select m.asset_key as model, n.asset_key, w.depth
    from (select model, number, min(depth) as depth from walk where depth = generation group by all) w
    join numbered m on m.number = w.model
    join numbered n on n.number = w.number
),
kind as (
    select asset_key, arg_max(kind, (time, chain_id, block_number, log_index)) as kind
    from market.asset
    semi join needed using (asset_key)
    where time <= $as_of
    group by asset_key
),
job as (
    select n.asset_key
    from numbered n
    where n.number in (select object from edge where verb = 'was_generated_by' union all select subject from edge where verb = 'used')
),
attested as (
    select
        subject as asset_key,
        list(distinct party_id) as validators,
        count(*) filter (is_accepted) as accepted,
        count(*) filter (not is_accepted) as rejected,
        count(*) filter (is_accepted and kind = 'computation') as computed
    from market.attestation
    where time <= $as_of
    group by subject
),
document as (
    select asset_key, bool_or(status = 'mismatched') as is_bad, bool_and(status = 'verified') as is_verified
    from document.status
    where time <= $as_of
    group by asset_key
),
counted as (
    select
        r.model,
        count(*) filter (r.depth > 0) as upstream,
        count(*) filter (k.kind = 'dataset') as datasets,
        count(*) filter (k.kind = 'model' and r.depth > 0) as versions,
        count(*) filter (j.asset_key is not null) as jobs,
        len(list_distinct(flatten(list(a.validators) filter (a.validators is not null)))) as validators,
        coalesce(sum(a.accepted), 0)::bigint as accepted,
        coalesce(sum(a.rejected), 0)::bigint as rejected,
        count(*) filter (j.asset_key is not null and coalesce(a.computed, 0) = 0) as unproven_jobs,
        count(*) filter (k.kind = 'dataset' and d.is_bad) as bad_documents,
        count(*) filter (k.kind = 'dataset' and d.is_verified) as verified_documents
    from reached r
    left join kind k using (asset_key)
    left join job j using (asset_key)
    left join attested a using (asset_key)
    left join document d using (asset_key)
    group by r.model
)
select
    c.model as asset_key,
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
join model m on m.asset_key = c.model
order by c.model;
