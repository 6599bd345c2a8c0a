-- key: pillars
-- title: Systems by pillar
-- unit: parties, assets and payment legs of each system up to the asked time; NULL where the system is not indexed
-- formula: pillar and direction as the token registry tags them; contributors = distinct parties that contributed; buyers = distinct buyers, as buyers counts them; assets = distinct registered assets; payments = payment legs; rank = place among the indexed systems of the same pillar by contributors
-- definer: Souk (pillars compute, algorithms and data after the founding article on Masa; infrastructure for chains, bridges and oracles)
-- caveats: a tag is a judgement with a confidence and a source; systems that are not indexed are listed and not ranked
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
contributed as (
    select c.system, count(distinct coalesce(e.actor_id, c.contributor_id)) as contributors
    from market.contribution c
    left join actor e on e.address_id = c.contributor_id
    where c.time <= $as_of
    group by c.system
),
paid as (
    select system, count(*) as payments
    from market.payment
    where time <= $as_of
    group by system
),
bought as (
    select i.system, count(distinct coalesce(e.actor_id, s.buyer_id)) as buyers
    from chain.system i
    cross join lateral (select buyer_id from market.sale_at(i.system, $as_of)) s
    left join actor e on e.address_id = s.buyer_id
    group by i.system
),
offered as (
    select system, count(distinct asset_key) as assets
    from market.asset
    where time <= $as_of
    group by system
),
counted as (
    select
        s.*,
        i.system is not null as is_indexed,
        coalesce(contributors, 0) as contributors,
        coalesce(buyers, 0) as buyers,
        coalesce(assets, 0) as assets,
        coalesce(payments, 0) as payments
    from reference.system s
    left join chain.system i using (system)
    left join contributed using (system)
    left join paid using (system)
    left join bought using (system)
    left join offered using (system)
)
select
    pillar,
    system,
    title,
    direction,
    stage,
    pillar_confidence as confidence,
    system = $market as is_asked,
    if(is_indexed, contributors, null) as contributors,
    if(is_indexed, buyers, null) as buyers,
    if(is_indexed, assets, null) as assets,
    if(is_indexed, payments, null) as payments,
    if(is_indexed, rank() over (partition by pillar, is_indexed order by contributors desc), null) as rank
from counted
order by pillar, rank nulls last, system;
