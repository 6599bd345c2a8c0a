-- key: pool_prices
-- title: Prices in pools that can be trusted
-- unit: price_e18: quote tokens per token x 10^18, floored; depth: base units of the quote token; confidence in parts per million; one row per market token, quote and day
-- formula: a pool's price of a day = quote moved / token moved over its swaps that are not dust (quote moved >= 100 parts per million of the quote reserve they met; in a pool of ticks of its liquidity times the price's root) and met depth enough; without one, that of its last such day, up to 7 days back. The price = mean of the pools' prices weighted by depth; depth = what one gets for tokens until the marginal price is 2 % lower, before fees: quote reserve x (1 - sqrt 0.98), of the day's smallest quote reserve; in a pool of ticks the quote between those prices, the lesser of both ends of the day. Only pools with a depth of 100 whole quote tokens or more count. Confidence 900000 with 10 swaps or more that day, 700000 with fewer, else 500000 less 60000 a day
-- definer: Souk (reserves as Uniswap v2's Sync event has them, ticks as v3's Swap, Mint and Burn)
-- caveats: of pools alone, prices asks oracles and imports too; null with the reason where no price can be trusted: that is an answer, not a gap; depth is a floor in whole quote tokens, so it means dollars only where the quote is one; the guards stand in market.price_guard; up to one unit of 10^-18 less per pool by flooring; pools of which not every change is indexed, such as Bittensor's, have none; dust leaves a pool's price as it is, and of several pools moves the weights by its own part of the reserve
with guard as (
    select
        max(bound) filter (guard = 'dust_ppm')::hugeint as dust_ppm,
        max(bound) filter (guard = 'depth_min')::hugeint as depth_min,
        max(bound) filter (guard = 'days_max')::integer as days_max
    from market.price_guard
),
last as (
    select t.chain_id, t.token_id, t.symbol, t.decimals, max(b.time)::date as day
    from market.token t
    join chain.block b using (chain_id)
    where t.system = $market
        and t.is_market_token
        and b.time <= $as_of
    group by all
),
closing as (
    from rollup.reserve_of($market, $as_of)
),
-- The smallest reserve of the day; where a day has no change, the one that it began with.
shallow as (
    select
        p.*, d.day,
        last_value(c.kind ignore nulls) over pool as kind,
        coalesce(c.quote_least, lag(c.quote_reserve ignore nulls) over pool) as quote_least_today,
        least(quote_least_today, lag(c.quote_reserve ignore nulls) over pool) as quote_least
    from (
        select c.chain_id, c.pool_id, c.token_id, c.quote_token_id, min(c.day) as first_day, l.day as last_day
        from closing c
        join last l using (chain_id, token_id)
        group by all
    ) p
    cross join lateral (
        select unnest(generate_series(p.first_day, p.last_day, interval 1 day))::date as day
    ) d
    left join closing c on c.chain_id = p.chain_id and c.pool_id = p.pool_id and c.day = d.day
    window pool as (partition by p.chain_id, p.pool_id order by d.day)
),
-- The same of pools of ticks: the lesser depth of both ends of a day.
tick_closing as materialized (
    from market.tick_depth_at($market, $as_of)
),
tick_pool as (
    select p.chain_id, p.pool_id, p.token_id, if(p.token_id = p.token_0_id, p.token_1_id, p.token_0_id) as quote_token_id, min(c.day) as first_day, l.day as last_day
    from market.tick_pool p
    join tick_closing c using (chain_id, pool_id)
    join last l using (chain_id, token_id)
    where p.system = $market
    group by all
),
tick_deepness as (
    select
        p.chain_id, p.pool_id, p.token_id, p.quote_token_id, d.day,
        least(
            last_value(c.depth ignore nulls) over pool,
            coalesce(lag(c.depth ignore nulls) over pool, last_value(c.depth ignore nulls) over pool)
        ) as depth
    from tick_pool p
    cross join lateral (select unnest(generate_series(p.first_day, p.last_day, interval 1 day))::date as day) d
    left join tick_closing c on c.chain_id = p.chain_id and c.pool_id = p.pool_id and c.day = d.day
    window pool as (partition by p.chain_id, p.pool_id order by d.day)
),
deepness as (
    select
        s.chain_id, s.pool_id, s.token_id, s.quote_token_id, s.day, s.kind as source,
        case
            when not coalesce(k.is_product, false) then 'how the pool swaps is not indexed'
            when not k.is_gapless then 'swaps are not indexed'
        end as unread,
        if(unread is null, s.quote_least - market.mul_div(s.quote_least, 989949493661166534161182106946, 1000000000000000000000000000000), null) as depth
    from shallow s
    left join market.pool_kind k using (kind)
    union all
    select chain_id, pool_id, token_id, quote_token_id, day, 'uniswap_v3', null, depth from tick_deepness
),
deep as (
    select
        s.*, q.symbol as quote_symbol, q.decimals as quote_decimals,
        guard.depth_min * power10.factor as depth_min
    from deepness s
    join market.token q on q.chain_id = s.chain_id and q.token_id = s.quote_token_id and q.system = $market
    cross join guard
    cross join lateral (select ('1' || repeat('0', q.decimals::integer))::hugeint as factor) power10
),
traded as (
    select
        chain_id, pool_id, day,
        sum(swaps) as swaps,
        sum(swaps_ignored) as swaps_ignored,
        nullif(sum(quote_amount), 0::hugeint) as quote_amount,
        nullif(sum(token_amount), 0::hugeint) as token_amount
    from (
        select chain_id, pool_id, day, swaps, swaps_ignored, quote_amount, token_amount
        from rollup.swapped_of($market, $as_of)
        union all
        select
            s.chain_id, s.pool_id, s.time::date,
            market.is_telling(s.quote_amount, s.quote_before, q.quote_min, guard.dust_ppm) as is_telling,
            not is_telling,
            if(is_telling, s.quote_amount, 0::hugeint),
            if(is_telling, s.token_amount, 0::hugeint)
        from market.tick_swap_at($market, $as_of) s
        join market.deep_enough q on q.system = $market and q.chain_id = s.chain_id and q.token_id = s.quote_token_id
        cross join guard
    )
    group by all
),
told as (
    select
        d.*,
        coalesce(t.swaps, 0) as swaps,
        coalesce(t.swaps_ignored, 0) as swaps_ignored,
        last_value(if(t.swaps > 0, d.day, null) ignore nulls) over so_far as told_on,
        last_value(t.quote_amount ignore nulls) over so_far as quote_amount,
        last_value(t.token_amount ignore nulls) over so_far as token_amount
    from deep d
    left join traded t using (chain_id, pool_id, day)
    window so_far as (partition by d.chain_id, d.pool_id order by d.day)
),
judged as (
    select
        t.*,
        case
            when t.unread is not null then t.unread
            when t.depth < t.depth_min then 'too shallow'
            when t.told_on is null then 'no swap above dust'
            when t.day - t.told_on > guard.days_max then 'stale'
        end as fault,
        t.day - t.told_on as age
    from told t
    cross join guard
),
weighed as (
    select
        j.*, l.symbol, l.decimals,
        if(
            j.fault is null,
            market.mul_div(j.quote_amount, ('1' || repeat('0', 18 + l.decimals::integer - j.quote_decimals::integer))::hugeint, j.token_amount),
            null
        ) as price_e18,
        sum(j.depth) filter (j.fault is null) over (partition by j.chain_id, j.token_id, j.quote_token_id, j.day) as depth_total
    from judged j
    join last l using (chain_id, token_id)
)
select
    day,
    chain_id,
    symbol,
    quote_symbol,
    decimals,
    quote_decimals,
    sum(market.mul_div(price_e18, depth, depth_total)) filter (fault is null) as price_e18,
    string_agg(distinct source, ', ' order by source) filter (fault is null) as source,
    coalesce(sum(depth), 0)::hugeint as depth,
    case
        when count(*) filter (fault is null) = 0 then 0
        when sum(swaps) filter (fault is null) >= 10 then 900000
        when sum(swaps) filter (fault is null) > 0 then 700000
        else 500000 - 60000 * min(age) filter (fault is null)
    end::integer as confidence_ppm,
    if(count(*) filter (fault is null) > 0, 'trusted', 'no trustworthy price: ' || min(fault)) as verdict,
    count(*) filter (fault is null) as pools,
    sum(swaps)::bigint as swaps,
    sum(swaps_ignored)::bigint as swaps_ignored
from weighed
group by day, chain_id, symbol, quote_symbol, decimals, quote_decimals
union all
select
    day, chain_id, symbol, null, decimals, null, null, null, 0::hugeint, 0, 'no trustworthy price: no pool', 0, 0, 0
from last
where (chain_id, token_id) not in (select (chain_id, token_id) from deep)
order by day, chain_id, symbol, quote_symbol;
