-- key: data_scarcity
-- title: How scarce and how diverse collected data is
-- unit: records, collectors and assets, all time; base units of the token named in symbol; parts per million; thousandths (effective sources); one row per kind of source and token
-- formula: supply share = records from a source / all records; demand = price legs of assets, divided among the sources of each asset's records in proportion, floored; demand share = of all such demand in that token; scarcity = demand share / (demand share + supply share): half is balance, as kind data.value has it in scenarios; effective_sources = 1 / sum of squared supply shares (1 = one source has all)
-- definer: Souk; effective numbers after Laakso and Taagepera (1979)
-- caveats: records of different sources are no equal amounts of data; only collections that a log tells of count; sources of which no asset was sold have a demand of zero, and a null scarcity where nothing was sold at all
with gathered as (
    select asset_key, source, sum(record_count) as records
    from market.collection
    where system = $market and time <= $as_of
    group by all
),
part as (
    select *, sum(records) over (partition by asset_key) as records_of_asset
    from gathered
),
sold as (
    select chain_id, token_id, asset_key, sum(amount) as amount
    from market.payment
    where system = $market and role = 'price' and time <= $as_of and asset_key in (select asset_key from part)
    group by all
),
demand as (
    select s.chain_id, s.token_id, p.source, sum(market.mul_div(s.amount, p.records, p.records_of_asset)) as demand
    from sold s
    join part p using (asset_key)
    where p.records_of_asset > 0
    group by all
),
supply as (
    select
        source, sum(records) as records, count(distinct asset_key) as assets,
        market.part(sum(records), 1000000::hugeint, nullif(sum(sum(records)) over (), 0::hugeint))::bigint as supply_share_ppm
    from gathered
    group by source
),
effective as (
    select (sum(records) * sum(records) * 1000 // nullif(sum(records * records), 0))::bigint as effective_sources_milli
    from supply
),
collectors as (
    select c.source, count(distinct coalesce(e.actor_id, c.collector_id)) as collectors
    from market.collection c
    left join party.actor($as_of, $by_entity) e on e.address_id = c.collector_id
    where c.system = $market and c.time <= $as_of
    group by c.source
),
tokens as (
    select distinct chain_id, token_id from demand
),
asked as (
    select
        s.*, k.chain_id, k.token_id, coalesce(d.demand, 0::hugeint) as demand,
        market.part(
            coalesce(d.demand, 0::hugeint), 1000000::hugeint,
            nullif(sum(coalesce(d.demand, 0::hugeint)) over (partition by k.chain_id, k.token_id), 0::hugeint)
        )::bigint as demand_share_ppm
    from supply s
    left join tokens k on true
    left join demand d on d.source = s.source and d.chain_id = k.chain_id and d.token_id = k.token_id
)
select
    a.source,
    a.records,
    c.collectors,
    a.assets,
    a.supply_share_ppm,
    t.symbol,
    t.decimals,
    a.demand,
    a.demand_share_ppm,
    a.demand_share_ppm * 1000000 // nullif(a.demand_share_ppm + a.supply_share_ppm, 0) as scarcity_ppm,
    e.effective_sources_milli
from asked a
cross join effective e
join collectors c using (source)
left join market.token t on t.chain_id = a.chain_id and t.token_id = a.token_id and t.system = $market
order by a.records desc, a.source, t.symbol, a.chain_id, a.token_id;
