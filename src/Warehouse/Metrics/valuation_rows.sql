-- key: valuation_rows
-- title: Which tokens a valuation counts, by whose definition
-- unit: base units of the market token, one row per holder with a balance at the last block, and one for what does not exist yet
-- formula: what each definition counts: total_supply (fdv by TokenUnlocks) all that exists; max_supply (fdv by Token Terminal) that and what may still be minted, which is the maximum supply less what exists; unlocked, claimed, token_terminal and souk (market caps) as circulating_rows. Every value of valuation is such a sum x the same price
-- definer: those that valuation names in its rows
-- caveats: as valuation; no row of what may still be minted where nobody states a maximum, so that max_supply then has no meaning and equals total_supply; burned tokens may be minted again only where the contract allows it, which the maximum does not tell
with holding as materialized (
    from {{circulating_rows}}
),
-- As in valuation.
cap as (
    from reference.supply_cap_of($market)
    where (chain_id, symbol) in (
        select (chain_id, symbol) from market.real_token where system = $market
        union all
        select (t.chain_id, t.symbol)
        from market.supply_cap c
        join market.token t using (chain_id, token_id, system)
        where c.system = $market
    )
)
select
    chain_id,
    symbol,
    decimals,
    holder,
    class,
    label,
    total as total_supply,
    total as max_supply,
    unlocked,
    claimed,
    token_terminal,
    souk
from holding
union all
select
    e.chain_id, e.symbol, e.decimals, '', 'not minted', '', 0::hugeint, c.cap - e.total, 0::hugeint, 0::hugeint, 0::hugeint, 0::hugeint
from (select chain_id, symbol, decimals, sum(total) as total from holding group by all) e
join cap c using (chain_id, symbol)
where c.cap is not null
order by chain_id, symbol, max_supply desc, holder;
