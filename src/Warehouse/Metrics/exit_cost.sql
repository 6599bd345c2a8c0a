-- key: exit_cost
-- title: What it costs to leave
-- unit: base units of the market token (sellable) and of the quote token (received, depth); one row per pool, at the last block
-- formula: in a constant-product pool of reserves T and Q with Uniswap v2's fee of 0.3 %: sellable at x = the most tokens a of which the mean price 997 Q / (1000 T + 997 a) is at most x below Q / T, so floor(T (997 - 1000 (1 - x)) / (997 (1 - x))) for x = 2, 5 and 10 %, the fee being part of the impact; received = floor(997 a Q / (1000 T + 997 a)). Depth at +-2 % = quote that moves the marginal price by 2 %, before fees: Q (1 - sqrt 0.98) down, Q (sqrt 1.02 - 1) up. In a pool of ticks the same, range by range: between roots a < b of the price a range of liquidity L holds L (b - a) quote or L (1/a - 1/b) tokens, each floored; sellable is searched to the last unit of the root, the pool's own fee in it; reserves are what positions hold, without fees that nobody collected
-- definer: Uniswap v2 (getAmountOut of its library) and v3 (whitepaper, 6.2.1 to 6.2.3) for what is received; depth as listing sites give it; Souk for the rest
-- caveats: one pool's answer: who sells in several pools or by hand gets more; depth is floored and may be one base unit off for reserves below 10^30; nobody adds or takes liquidity meanwhile; in pools of ticks amounts are off by a base unit a range, and pools beyond tick +-415,000 are left out
with pool as (
    select
        s.chain_id, s.pool_id, s.token_id, s.quote_token_id,
        arg_max(s.token_reserve, (s.block_number, s.log_index)) as token_reserve,
        arg_max(s.quote_reserve, (s.block_number, s.log_index)) as quote_reserve
    from market.pool_state s
    where s.system = $market
        and s.time <= $as_of
    group by all
),
sellable as (
    select
        *,
        market.mul_div(token_reserve, 1700::hugeint, 97706::hugeint) as sellable_2,
        market.mul_div(token_reserve, 4700::hugeint, 94715::hugeint) as sellable_5,
        market.mul_div(token_reserve, 9700::hugeint, 89730::hugeint) as sellable_10
    from pool
),
constant_product as (
    select
        chain_id, pool_id, token_id, quote_token_id, token_reserve, quote_reserve,
        quote_reserve - market.mul_div(quote_reserve, 989949493661166534161182106946, 1000000000000000000000000000000) as depth_down,
        market.mul_div(quote_reserve, 1009950493836207795336338591706, 1000000000000000000000000000000) - quote_reserve as depth_up,
        sellable_2,
        market.mul_div(997 * sellable_2, quote_reserve, 1000 * token_reserve + 997 * sellable_2) as received_2,
        sellable_5,
        market.mul_div(997 * sellable_5, quote_reserve, 1000 * token_reserve + 997 * sellable_5) as received_5,
        sellable_10,
        market.mul_div(997 * sellable_10, quote_reserve, 1000 * token_reserve + 997 * sellable_10) as received_10
    from sellable
    where token_reserve > 0
)
select
    s.chain_id,
    '0x' || lower(hex(a.address)) as pool,
    t.symbol,
    q.symbol as quote_symbol,
    t.decimals,
    q.decimals as quote_decimals,
    s.token_reserve,
    s.quote_reserve,
    s.depth_down,
    s.depth_up,
    s.sellable_2,
    s.received_2,
    s.sellable_5,
    s.received_5,
    s.sellable_10,
    s.received_10,
    s.source
from (
    select *, 'uniswap_v2' as source from constant_product
    union all
    select *, 'uniswap_v3' from market.tick_exit_at($market, $as_of)
) s
join chain.address a on a.address_id = s.pool_id
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
join market.token q on q.chain_id = s.chain_id and q.token_id = s.quote_token_id and q.system = $market
order by t.symbol, q.symbol, pool;
