-- key: market_kpis
-- title: Breadth, diversity and fairness
-- unit: named in each row: assets, parties, parts per million, or thousandths (effective numbers)
-- formula: kinds = kinds of registered assets; assets; contributors and buyers, all time; effective_assets = 1 / sum of squared shares of contributions by asset; effective_contributors = the same by contributor; paid_contributors = contributors that were ever paid, of all; gini_pay_per_contribution = Gini over paid contributors of what they earned (as concentration has it) in the token that most legs are in, divided by what they contributed
-- definer: Souk; effective numbers after Laakso and Taagepera (1979), Gini 1912
-- caveats: contributions count as their contract counts them, so a quantity means something within a market only; pay per contribution divides by the number of contributions and floors to a base unit
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
given as (
    select c.asset_key, coalesce(e.actor_id, c.contributor_id) as contributor_id, count(*) as contributions
    from market.contribution c
    left join actor e on e.address_id = c.contributor_id
    where system = $market and time <= $as_of
    group by all
),
by_asset as (
    select sum(contributions)::hugeint as n from given group by asset_key
),
by_party as (
    select contributor_id, sum(contributions)::hugeint as n from given group by contributor_id
),
token as (
    select chain_id, token_id
    from rollup.paid_of($market, $as_of)
    where role in ('price', 'reward', 'royalty')
    group by all
    order by sum(legs) desc, chain_id, token_id
    limit 1
),
earned as (
    select coalesce(e.actor_id, p.party_id) as payee_id, p.chain_id, p.token_id, sum(p.amount) as amount
    from rollup.earned_of($market, $as_of) p
    left join actor e on e.address_id = p.party_id
    group by all
),
pay as (
    select b.contributor_id, sum(p.amount) // max(b.n) as x
    from by_party b
    join earned p on p.payee_id = b.contributor_id
    join token using (chain_id, token_id)
    group by all
    having sum(p.amount) // max(b.n) > 0
),
ranked as (
    select
        x >> narrow as x,
        row_number() over (order by x, contributor_id)::hugeint as k,
        n
    from (
        select
            *,
            count(*) over ()::hugeint as n,
            -- By how many bits amounts are too wide to be multiplied by ranks: none, unless they come near 10^38.
            greatest(0, ceil(log2(sum(x) over ()::double * count(*) over ())) - 125)::integer as narrow
        from pay
    )
),
told (name, value) as (
    select 'kinds', (select count(distinct kind) from market.asset where system = $market and time <= $as_of)::bigint
    union all
    select 'assets', (select count(distinct asset_key) from market.asset where system = $market and time <= $as_of)::bigint
    union all
    select 'contributors', (select count(*) from by_party)::bigint
    union all
    select 'buyers', (
        select count(distinct coalesce(e.actor_id, s.party_id))
        from rollup.spending_of($market, $as_of) s
        left join actor e on e.address_id = s.party_id
    )::bigint
    union all
    select 'effective_assets_milli', (select (sum(n) * sum(n) * 1000 // sum(n * n))::bigint from by_asset)
    union all
    select 'effective_contributors_milli', (select (sum(n) * sum(n) * 1000 // sum(n * n))::bigint from by_party)
    union all
    select 'paid_contributors_ppm', (
        select (count(*) filter (contributor_id in (select payee_id from earned)) * 1000000 // nullif(count(*), 0))::bigint
        from by_party
    )
    union all
    select 'gini_pay_per_contribution_ppm', (
        -- sum of (2k - n - 1) x over n sum x, of which every product stays within 128 bits.
        select market.part(sum((2 * k - n - 1) * x), 1000000::hugeint, max(n) * sum(x))::bigint from ranked
    )
)
select name, value
from told
where value is not null
order by name;
