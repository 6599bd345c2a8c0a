-- key: valuation
-- title: What the token is worth altogether, by whose definition
-- unit: base units of the quote token; price_e18 = quote tokens per token x 10^18; one row per chain, quote and definition, at the last block
-- formula: value = price x tokens, floored; the price is that of prices on the last day. market_cap: tokens = each definition of circulating; fdv: tokens = the most that may ever exist by Token Terminal (as a contract tells where its mapping fills market.supply_cap, else the registry's maximum supply, which is of the real token and of none that is made up), total supply by TokenUnlocks
-- definer: named in each row
-- caveats: null without a trustworthy price, and Token Terminal's fdv null where neither a contract nor the registry states a maximum, which is of all chains together, and of a token on a chain that is made up where its contract states none; a price times all tokens is not what they could be sold for (exit_cost)
with priced as materialized (
    from {{prices}}
),
price as (
    select * from priced
    where day = (select max(day) from priced)
),
circulates as materialized (
    from {{circulating}}
),
-- The registry tells of the real token, of one that is made up only its contract.
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
),
supply as (
    select
        chain_id, symbol, 'market_cap' as measure, definition, definer, amount as tokens
    from circulates
    where definition <> 'total'
    union all
    select chain_id, symbol, 'fdv', 'total_supply', 'TokenUnlocks', amount
    from circulates
    where definition = 'total'
    union all
    select s.chain_id, s.symbol, 'fdv', 'max_supply', 'Token Terminal', c.cap
    from circulates s
    left join cap c using (chain_id, symbol)
    where s.definition = 'total'
)
select
    s.chain_id,
    s.symbol,
    p.decimals,
    p.quote_symbol,
    p.quote_decimals,
    s.measure,
    s.definition,
    s.definer,
    s.tokens,
    p.price_e18,
    -- price_e18 x tokens / 10^(18 + decimals - quote decimals)
    market.mul_div(s.tokens, p.price_e18, ('1' || repeat('0', 18 + p.decimals::integer - p.quote_decimals::integer))::hugeint) as value,
    p.verdict
from supply s
join price p using (chain_id, symbol)
order by s.chain_id, s.symbol, p.quote_symbol, s.measure, s.definition;
