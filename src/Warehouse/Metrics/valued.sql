-- key: valued
-- title: Payments in the currency of the price
-- unit: base units of the token named in symbol (amount) and of the quote token (value), per day, role and token
-- formula: value = amount where the leg is in the quote token itself; amount x the day's price, floored, where it is in the market token; null where that day has no trustworthy price, and for every other token
-- definer: Souk
-- caveats: valued at the price of the day that it was paid, not today's; a null is not zero: what has no value here is left out of sums that are built on it, and its legs are counted there
with paid as (
    select
        p.day, p.chain_id, p.role, t.symbol, t.decimals, t.is_market_token,
        sum(p.legs)::bigint as legs,
        sum(p.amount) as amount
    from rollup.paid_of($market, $as_of) p
    join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
    group by all
),
price as materialized (
    from {{prices}}
),
quote as (
    select distinct chain_id, quote_symbol, quote_decimals
    from price
    where quote_symbol is not null
)
select
    d.day,
    d.chain_id,
    d.role,
    d.symbol,
    d.decimals,
    d.legs,
    d.amount,
    q.quote_symbol,
    q.quote_decimals,
    case
        when d.symbol = q.quote_symbol then d.amount
        when d.is_market_token then market.mul_div(
            d.amount, p.price_e18, ('1' || repeat('0', 18 + d.decimals::integer - q.quote_decimals::integer))::hugeint
        )
    end as value
from paid d
join quote q using (chain_id)
left join price p
    on p.chain_id = d.chain_id
    and p.day = d.day
    and p.symbol = d.symbol
    and p.quote_symbol = q.quote_symbol
order by d.day, d.chain_id, d.role, d.symbol, q.quote_symbol;
