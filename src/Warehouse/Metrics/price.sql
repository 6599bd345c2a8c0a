-- key: price
-- title: Pool price
-- unit: reserves in base units at the end of the day; price = quote_reserve / token_reserve, scaled by both decimals
-- formula: the reserves that the pool reported last on each day
-- definer: Uniswap v2 (Sync event), opentensor/subtensor v2.0.0
-- caveats: one pool, and only where the product of both reserves is constant in a swap (market.pool_kind): elsewhere their ratio is no price; a day without a trade has no row
select
    s.time::date as day,
    t.symbol,
    q.symbol as quote_symbol,
    arg_max(s.token_reserve, (s.time, s.chain_id, s.block_number, s.log_index)) as token_reserve,
    arg_max(s.quote_reserve, (s.time, s.chain_id, s.block_number, s.log_index)) as quote_reserve,
    t.decimals,
    q.decimals as quote_decimals
from market.pool_state s
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = s.system
join market.token q on q.chain_id = s.chain_id and q.token_id = s.quote_token_id and q.system = s.system
where s.system = $market
    and s.time <= $as_of
    and s.kind in (select kind from market.pool_kind where is_product)
group by all
order by day, t.symbol;
