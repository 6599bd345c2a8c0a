-- key: dataset_revenue
-- title: Revenue by dataset
-- unit: base units of the token named in symbol; parts per million
-- formula: sum of price and royalty legs by asset and token, less the royalties that the payee of a price passes on out of it in its transaction, which are revenue of the assets that they are for; buyers are those of the price legs, as buyers counts them; share is of the sum of all in that token on that chain, floored
-- definer: Souk
-- caveats: legs that name no asset are one row with an empty key; one person may use several addresses that nothing links
with earned as (
    select
        p.chain_id,
        p.token_id,
        coalesce(p.asset_key, '') as asset_key,
        sum(p.legs)::bigint as legs,
        count(distinct coalesce(e.actor_id, p.buyer_id)) as buyers,
        sum(p.amount) as amount
    from (
        select chain_id, token_id, asset_key, amount, buyer_id, 1 as legs
        from market.sale_at($market, $as_of)
        union all
        select chain_id, token_id, asset_key, amount, null, 1
        from market.payment
        where system = $market and time <= $as_of and role = 'royalty'
        union all
        select chain_id, token_id, asset_key, -amount, null, 0
        from market.passed_on_between(timestamp '0001-01-01', $as_of)
        where system = $market
    ) p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.buyer_id
    group by all
),
named as (
    select asset_key, arg_max(name, (time, chain_id, block_number, log_index)) as name, arg_max(kind, (time, chain_id, block_number, log_index)) as kind
    from market.asset
    where system = $market and time <= $as_of
    group by asset_key
)
select
    e.asset_key,
    coalesce(n.name, '') as name,
    coalesce(n.kind, '') as kind,
    t.symbol,
    t.decimals,
    e.legs,
    e.buyers,
    e.amount,
    market.part(e.amount, 1000000::hugeint, nullif(e.total, 0::hugeint))::bigint as share_ppm
from (
    select *, sum(amount) over (partition by chain_id, token_id) as total
    from earned
) e
join market.token t on t.chain_id = e.chain_id and t.token_id = e.token_id and t.system = $market
left join named n using (asset_key)
order by t.symbol, e.amount desc, e.asset_key;
