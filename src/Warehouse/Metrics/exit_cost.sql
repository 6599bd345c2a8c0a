-- key: exit_cost
-- title: What it costs to leave
-- unit: base units of the market token (sellable, fee_flat) and of the quote token (received, depth); fee_ppm in parts per million of what is sold; one row per pool, at the last block
-- formula: in a constant-product pool of reserves T and Q of which n / d is left of what comes in after the fees: sellable at x = the most tokens a of which the mean price received / a is at most x below Q / T, for x = 2, 5 and 10 %, fees being part of the impact. Uniswap v2 (n / d = 997 / 1000 at its fee of 3,000 parts per million): sellable = floor(T (n - d (1 - x)) / (n (1 - x))), received = floor(n a Q / (d T + n a)). Bittensor's first subnet pools (subtensor_product): no fee of the pool, but 50,000 rao off the TAO that is staked: received = floor(Q - Q T / (T + a - 50,000)), the quotient rounded down at 18 bits. Depth at +-2 % = quote that moves the marginal price by 2 %, before fees: Q (1 - sqrt 0.98) down, Q (sqrt 1.02 - 1) up. In a pool of ticks the same, range by range: between roots a < b of the price a range of liquidity L holds L (b - a) quote or L (1/a - 1/b) tokens, each floored; sellable is searched to the last unit of the root, the pool's own fee in it; reserves are what positions hold, without fees that nobody collected
-- definer: Uniswap v2 (getAmountOut of its library) and v3 (whitepaper, 6.2.1 to 6.2.3), opentensor/subtensor v2.0.0 (sim_swap_tao_for_alpha) for what is received; depth as listing sites give it; Souk for the rest
-- caveats: no trustworthy exit cost, with the reason, where nothing indexed says how a pool swaps or what it takes: such are Bittensor's pools from runtime 278 on, whose ticks, weights and fees are state that is not read; one pool's answer: who sells in several pools or by hand gets more; depth is floored and may be one base unit off for reserves below 10^30; nobody adds or takes liquidity meanwhile; in pools of ticks amounts are off by a base unit a range, and pools beyond tick +-415,000 are left out
with pool as (
    select
        s.chain_id, s.pool_id, s.token_id, s.quote_token_id,
        arg_max(s.token_reserve, (s.block_number, s.log_index)) as token_reserve,
        arg_max(s.quote_reserve, (s.block_number, s.log_index)) as quote_reserve,
        arg_max(s.kind, (s.block_number, s.log_index)) as kind,
        arg_max_null(s.fee_ppm, (s.block_number, s.log_index)) as fee_ppm,
        arg_max_null(s.fee_flat, (s.block_number, s.log_index)) as fee_flat
    from market.pool_state s
    where s.system = $market
        and s.time <= $as_of
    group by all
),
known as (
    select
        p.*,
        ((1000000 - p.fee_ppm) // gcd(p.fee_ppm, 1000000))::hugeint as n,
        (1000000 // gcd(p.fee_ppm, 1000000))::hugeint as d,
        k.reserve_min,
        case
            when not coalesce(k.is_product, false) then 'how the pool swaps is not indexed'
            when p.fee_ppm is null then 'the fee is not indexed'
        end as fault
    from pool p
    left join market.pool_kind k using (kind)
    where p.token_reserve > 0
),
sellable as (
    select *, market.product_sellable(x.impact, n, d, fee_flat, token_reserve) as amount
    from known
    cross join (values (2::hugeint), (5::hugeint), (10::hugeint)) x(impact)
    where fault is null
),
sale as (
    select
        chain_id, pool_id, impact, amount, quote_reserve, reserve_min,
        market.product_received(kind, n, d, fee_flat, token_reserve, quote_reserve, amount) as received
    from sellable
),
sold as (
    select
        chain_id, pool_id,
        max(amount) filter (impact = 2) as sellable_2, max(received) filter (impact = 2) as received_2,
        max(amount) filter (impact = 5) as sellable_5, max(received) filter (impact = 5) as received_5,
        max(amount) filter (impact = 10) as sellable_10, max(received) filter (impact = 10) as received_10
    from sale
    where quote_reserve - received >= reserve_min
    group by all
),
reserves as (
    select
        k.chain_id, k.pool_id, k.token_id, k.quote_token_id, k.token_reserve, k.quote_reserve,
        if(fault is null, quote_reserve - market.mul_div(quote_reserve, 989949493661166534161182106946, 1000000000000000000000000000000), null) as depth_down,
        if(fault is null, market.mul_div(quote_reserve, 1009950493836207795336338591706, 1000000000000000000000000000000) - quote_reserve, null) as depth_up,
        s.sellable_2, s.received_2, s.sellable_5, s.received_5, s.sellable_10, s.received_10,
        k.kind as source, k.fee_ppm, k.fee_flat,
        coalesce(k.fault, if(s.sellable_10 is null, 'too small to swap', null)) as fault
    from known k
    left join sold s using (chain_id, pool_id)
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
    s.source,
    s.fee_ppm,
    s.fee_flat,
    if(s.fault is null, 'trusted', 'no trustworthy exit cost: ' || s.fault) as verdict
from (
    from reserves
    union all
    select t.*, 'uniswap_v3', p.fee_ppm, 0::hugeint, if(t.sellable_10 is null, 'no liquidity below the price', null)
    from market.tick_exit_at($market, $as_of) t
    join market.tick_pool p on p.chain_id = t.chain_id and p.pool_id = t.pool_id and p.system = $market
) s
join chain.address a on a.address_id = s.pool_id
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
join market.token q on q.chain_id = s.chain_id and q.token_id = s.quote_token_id and q.system = $market
order by t.symbol, q.symbol, pool;
