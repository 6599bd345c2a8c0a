-- key: revenue_spread
-- title: How revenue is spread over datasets
-- unit: base units of the token named in symbol; parts per million
-- formula: over assets with revenue (dataset_revenue): median and ninth decile, the lower value of two; top 10 = share of the ten that earned most, floored; without = registered assets that earned nothing in that token
-- definer: Souk
-- caveats: assets without revenue are left out of median and decile and counted beside them
with asset_revenue as (
    select t.symbol, t.decimals, p.asset_key, sum(p.amount) as amount
    from (
        select chain_id, token_id, asset_key, amount
        from market.payment
        where system = $market and time <= $as_of and role in ('price', 'royalty')
        union all
        select chain_id, token_id, asset_key, -amount
        from market.passed_on_between(timestamp '0001-01-01', $as_of)
        where system = $market
    ) p
    join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
    group by p.chain_id, p.token_id, t.symbol, t.decimals, p.asset_key
),
earned as (
    select *, row_number() over (partition by symbol order by amount desc, asset_key) as rank
    from asset_revenue
    where asset_key <> '' and amount > 0
),
listed as (
    select count(distinct asset_key) as assets
    from market.asset
    where system = $market and time <= $as_of
)
select
    e.symbol,
    e.decimals,
    count(*) as assets,
    greatest(any_value(l.assets) - count(*), 0) as without,
    sum(e.amount) as revenue,
    quantile_disc(e.amount, 0.5) as median,
    quantile_disc(e.amount, 0.9) as p90,
    market.part(sum(e.amount) filter (e.rank <= 10), 1000000::hugeint, sum(e.amount))::bigint as top_10_share_ppm
from earned e
cross join listed l
group by e.symbol, e.decimals
order by e.symbol;
