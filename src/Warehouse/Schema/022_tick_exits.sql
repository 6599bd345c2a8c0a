-- What would a pool of ticks pay? Depth, exit cost and swaps, from the states and ranges of migration 021.

-- What a pool's positions hold, how deep it is at +-2 % of its price, and the most that can be sold at once, the fee in it, with a
-- mean price at most 2, 5 or 10 % below the pool's. Depth is quote that moves the price, before fees.
create macro market.tick_exit_at(market, until) as table
with recursive stood as materialized (
    select
        chain_id, pool_id, token_id, quote_token_id, fee_ppm::hugeint as fee_ppm,
        arg_max(root, (block_number, log_index)) as root,
        arg_max(inverse, (block_number, log_index)) as inverse
    from market.tick_state_at(market, until)
    group by all
),
pool as materialized (
    select
        *,
        market.shift_96(root, 78431879364700595886224713518) as root_down,
        market.shift_96(root, 80016521857016594389520272648) as root_up
    from stood
),
-- How far each range reaches below the price (quote), above it (tokens) and to both ends of +-2 %.
reach as materialized (
    select
        r.chain_id, r.pool_id, r.liquidity, r.root_lower, p.root, p.fee_ppm,
        least(r.root_upper, p.root) as high,
        greatest(r.inverse_upper, p.inverse) as inverse_high,
        greatest(least(r.root_upper, p.root) - r.root_lower, 0::hugeint) as quote,
        greatest(r.inverse_lower - greatest(r.inverse_upper, p.inverse), 0::hugeint) as sold,
        greatest(least(r.inverse_lower, p.inverse) - r.inverse_upper, 0::hugeint) as held,
        greatest(least(r.root_upper, p.root) - greatest(r.root_lower, p.root_down), 0::hugeint) as down,
        greatest(least(r.root_upper, p.root_up) - greatest(r.root_lower, p.root), 0::hugeint) as up
    from market.tick_range_at(market, until) r
    join pool p using (chain_id, pool_id)
),
amount as materialized (
    select
        * exclude (quote, sold, held, down, up),
        market.shift_96(liquidity, quote) as quote, market.shift_96(liquidity, sold) as sold,
        market.shift_96(liquidity, held) as held, market.shift_96(liquidity, down) as down, market.shift_96(liquidity, up) as up
    from reach
),
-- Below the price, from it downwards: what a seller meets. A range begins where the one above it was sold through.
met as materialized (
    select
        *,
        coalesce(sum(quote) over higher, 0::hugeint) as quote_before,
        coalesce(sum(sold) over higher, 0::hugeint) as sold_before
    from amount
    where root_lower < root
    window higher as (partition by chain_id, pool_id order by root_lower desc rows between unbounded preceding and 1 preceding)
),
-- Whether the mean price down to the upper and the lower end of a range is within the impact.
ends as materialized (
    select
        m.*, x.impact,
        market.before_fee(sold_before, fee_ppm) as gross_high,
        market.before_fee(sold_before + sold, fee_ppm) as gross_low
    from met m
    cross join (values (2), (5), (10)) x(impact)
),
worth as materialized (
    select *, market.shift_96(gross_high, root) as half_high, market.shift_96(gross_low, root) as half_low from ends
),
judged as materialized (
    select
        *,
        100 * quote_before >= (100 - impact) * market.shift_96(half_high, root) as is_high_within,
        100 * (quote_before + quote) >= (100 - impact) * market.shift_96(half_low, root) as is_low_within
    from worth
),
-- The lowest range that a seller reaches, halved until the root is found: high is within the impact, low is not.
halved as (
    select
        chain_id, pool_id, impact, liquidity, root, fee_ppm, high as range_high, inverse_high, quote_before, sold_before,
        if(is_low_within, root_lower, high) as high, root_lower as low
    from judged
    where is_high_within
    qualify row_number() over (partition by chain_id, pool_id, impact order by root_lower) = 1
    union all
    select
        chain_id, pool_id, impact, liquidity, root, fee_ppm, range_high, inverse_high, quote_before, sold_before,
        if(is_within, middle, high), if(is_within, low, middle)
    from (
        select *, 100 * quote >= (100 - impact) * market.shift_96(half, root) as is_within
        from (
            select *, market.shift_96(gross, root) as half
            from (
                select *, market.before_fee(sold_before + sold, fee_ppm) as gross
                from (
                    select
                        *,
                        quote_before + market.shift_96(liquidity, quote_reach) as quote,
                        market.shift_96(liquidity, sold_reach) as sold
                    from (
                        select *, range_high - middle as quote_reach, market.inverse_root(middle) - inverse_high as sold_reach
                        from (select *, (high + low) // 2 as middle from halved where high - low > 1)
                    )
                )
            )
        )
    )
),
stopped as materialized (
    select *, range_high - high as quote_reach, market.inverse_root(high) - inverse_high as sold_reach
    from halved
    where high - low <= 1
),
sale as materialized (
    select
        chain_id, pool_id, impact, fee_ppm,
        quote_before + market.shift_96(liquidity, quote_reach) as received,
        sold_before + market.shift_96(liquidity, greatest(sold_reach, 0::hugeint)) as sold
    from stopped
),
sums as (
    select
        chain_id, pool_id, sum(held) as token_reserve, sum(quote) as quote_reserve, sum(down) as depth_down, sum(up) as depth_up
    from amount
    group by all
)
select
    p.chain_id, p.pool_id, p.token_id, p.quote_token_id, s.token_reserve, s.quote_reserve, s.depth_down, s.depth_up,
    x.sellable_2, x.received_2, x.sellable_5, x.received_5, x.sellable_10, x.received_10
from pool p
join sums s using (chain_id, pool_id)
left join (
    select
        chain_id, pool_id,
        max(market.before_fee(sold, fee_ppm)) filter (impact = 2) as sellable_2, max(received) filter (impact = 2) as received_2,
        max(market.before_fee(sold, fee_ppm)) filter (impact = 5) as sellable_5, max(received) filter (impact = 5) as received_5,
        max(market.before_fee(sold, fee_ppm)) filter (impact = 10) as sellable_10, max(received) filter (impact = 10) as received_10
    from sale
    group by all
) x using (chain_id, pool_id);

-- Quote that a pool pays until its price is 2 % lower, at the end of each day on which somebody swapped or changed liquidity.
create macro market.tick_depth_at(market, until) as table
with stood as materialized (
    select chain_id, pool_id, time::date as day, arg_max(root, (block_number, log_index)) as root
    from market.tick_state_at(market, until)
    group by all
),
change as materialized (
    from market.tick_change_at(market, until)
),
closing as materialized (
    select chain_id, pool_id, day, last_value(root ignore nulls) over (partition by chain_id, pool_id order by day) as root
    from (
        select chain_id, pool_id, day, s.root
        from stood s
        full join (select distinct chain_id, pool_id, day from change) c using (chain_id, pool_id, day)
    )
),
low as materialized (
    select *, market.shift_96(root, 78431879364700595886224713518) as root_down
    from closing
    where root is not null
),
root as materialized (
    select tick, market.tick_root(tick) as root from (select distinct tick from change)
),
-- Liquidity above each tick, at the end of each day.
layer as (
    select
        l.chain_id, l.pool_id, l.day, l.root, l.root_down, c.tick, r.root as root_lower, sum(c.change) as change
    from low l
    join change c on c.chain_id = l.chain_id and c.pool_id = l.pool_id and c.day <= l.day
    join root r on r.tick = c.tick
    group by all
),
reach as materialized (
    select
        chain_id, pool_id, day,
        sum(change) over ticks as liquidity,
        greatest(least(lead(root_lower) over ticks, root) - greatest(root_lower, root_down), 0::hugeint) as reach
    from layer
    window ticks as (partition by chain_id, pool_id, day order by tick)
)
select l.chain_id, l.pool_id, l.day, coalesce(sum(market.shift_96(r.liquidity, r.reach)), 0::hugeint)::hugeint as depth
from low l
left join reach r on r.chain_id = l.chain_id and r.pool_id = l.pool_id and r.day = l.day and r.reach > 0
group by all;

-- Swaps of pools of ticks as market.swap_at has those of others. quote_before is what stands against the price's root in the
-- greater of the liquidity before and after: what a pool without ticks would hold.
create macro market.tick_swap_at(market, until) as table
select
    chain_id, block_number, log_index, time, pool_id, token_id, quote_token_id,
    token_in > 0 as is_sale, abs(token_in) as token_amount, abs(quote_in) as quote_amount,
    market.shift_96(liquidity_before, root_before) as quote_before
from market.tick_state_at(market, until)
where root_before is not null
    and ((token_in > 0 and quote_in < 0) or (token_in < 0 and quote_in > 0));
