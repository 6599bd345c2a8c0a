-- key: prices
-- title: Prices that can be trusted
-- unit: price_e18: quote per token x 10^18, floored; depth: base units of the quote token, null where nobody says; confidence in parts per million; one row per market token, quote and day
-- formula: per quote the first that can be trusted of: pools (pool_prices), oracle feeds, imports (souk import, table price). A feed's price of a day is its last update published that day above 0 of which the oracle's own confidence interval is at most 20000 parts per million of the price; an import's that of the surest row of the day, of these the last; neither from 10^10 on, which is a mistake. Without one that of the last such day, up to 7 days back. Confidence of a feed 600000, of an import 500000 where its row is exact, 400000 reported, 250000 assumed; less a tenth a day. is_preferred marks the one row to take where a day may have only one: pools before feeds before imports, then the deeper, then by quote
-- definer: Souk; feeds: Pyth (PriceFeedUpdate)
-- caveats: null with the reason where no price can be trusted: that is an answer, not a gap; the reason is that of the first source; quotes are kept apart, since USDC of a pool is no USD of a feed; a quote that is no token of the market counts in 10^-18; feeds and imports have no depth, and nothing says how much could be sold at their price (exit_cost); a feed's exponent stands in no event but in the mapping
with guard as (
    select
        max(bound) filter (guard = 'unsure_ppm')::hugeint as unsure_ppm,
        max(bound) filter (guard = 'days_max')::integer as days_max
    from market.price_guard
),
pooled as materialized (
    from {{pool_prices}}
),
token as (
    select p.chain_id, t.token_id, p.symbol, p.decimals, max(p.day) as last_day
    from pooled p
    join market.token t on t.chain_id = p.chain_id and t.symbol = p.symbol and t.system = $market and t.is_market_token
    group by all
),
update_read as (
    select
        t.chain_id, t.symbol, o.quote, o.system as source, least(o.publish_time, o.time)::date as day,
        (o.publish_time, o.block_number, o.log_index) as place,
        case
            when o.price <= 0 then 'no price in the feed'
            when o.confidence > market.mul_div(o.price, guard.unsure_ppm, 1000000::hugeint) then 'the feed is unsure'
            when o.exponent > 18 then 'beyond what can be counted'
        end as fault,
        if(
            fault is null,
            try(
                if(
                    o.exponent >= -18,
                    o.price * ('1' || repeat('0', 18 + o.exponent))::hugeint,
                    o.price // ('1' || repeat('0', -18 - o.exponent))::hugeint
                )
            ),
            null
        ) as told_e18,
        if(told_e18 < 10000000000000000000000000000::hugeint, told_e18, null) as price_e18
    from market.oracle_price o
    join token t using (chain_id, token_id)
    cross join guard
    where o.time <= $as_of
),
-- What a source other than a pool said on a day; the price is null where nothing of that day can be trusted.
said as (
    select
        chain_id, symbol, quote, 2 as rank, day,
        arg_max(price_e18, place) as price_e18,
        arg_max(source, place) filter (price_e18 is not null) as source,
        600000 as confidence_ppm,
        coalesce(arg_max(fault, place), 'beyond what can be counted') as fault
    from update_read
    group by all
    union all
    select
        chain_id, symbol, quote, 3, day,
        -- 18 decimals: without the point it is the price x 10^18.
        if(price < 10000000000, replace(price::varchar, '.', '')::hugeint, null),
        source, confidence_ppm,
        if(price < 10000000000, null, 'beyond what can be counted')
    from (
        select
            t.chain_id, t.symbol, p.quote, p.time::date as day,
            arg_min(p.price, (reference.rank(p.confidence), -epoch_us(p.time), p.source)) as price,
            'import: ' || arg_min(p.source, (reference.rank(p.confidence), -epoch_us(p.time), p.source)) as source,
            [500000, 400000, 250000][min(reference.rank(p.confidence))] as confidence_ppm
        from reference.price p
        join token t using (symbol)
        where p.system = $market
            and p.time <= $as_of
            and p.price > 0
            and reference.is_known(p.recorded_at, p.superseded_at)
        group by all
    )
),
told as (
    select
        s.chain_id, s.symbol, s.quote, s.rank, d.day,
        last_value(w.price_e18 ignore nulls) over so_far as price_e18,
        last_value(w.source ignore nulls) over so_far as source,
        last_value(if(w.price_e18 is null, null, w.confidence_ppm) ignore nulls) over so_far as confidence_ppm,
        last_value(w.fault ignore nulls) over so_far as fault,
        d.day - last_value(if(w.price_e18 is null, null, d.day) ignore nulls) over so_far as age
    from (
        select s.chain_id, s.symbol, s.quote, s.rank, min(s.day) as first_day, t.last_day
        from said s
        join token t using (chain_id, symbol)
        group by all
    ) s
    cross join lateral (select unnest(generate_series(s.first_day, s.last_day, interval 1 day))::date as day) d
    left join said w
        on w.chain_id = s.chain_id and w.symbol = s.symbol and w.quote = s.quote and w.rank = s.rank and w.day = d.day
    window so_far as (partition by s.chain_id, s.symbol, s.quote, s.rank order by d.day)
),
candidate as (
    select *, 1 as rank
    from pooled
    where quote_symbol is not null
    union all by name
    select
        o.day, o.chain_id, o.symbol, o.quote as quote_symbol, t.decimals, coalesce(q.decimals, 18) as quote_decimals,
        if(o.age <= guard.days_max, o.price_e18, null) as price_e18,
        if(o.age <= guard.days_max, o.source, null) as source,
        null::hugeint as depth,
        if(o.age <= guard.days_max, o.confidence_ppm - o.confidence_ppm // 10 * o.age, 0)::integer as confidence_ppm,
        case
            when o.age is null then 'no trustworthy price: ' || o.fault
            when o.age > guard.days_max then 'no trustworthy price: stale'
            else 'trusted'
        end as verdict,
        0 as pools, 0 as swaps, 0 as swaps_ignored, o.rank
    from told o
    join token t using (chain_id, symbol)
    left join market.token q on q.chain_id = o.chain_id and q.symbol = o.quote and q.system = $market
    cross join guard
),
one as (
    from candidate
    qualify row_number() over (partition by day, chain_id, symbol, quote_symbol order by price_e18 is null, rank) = 1
    union all by name
    select * replace ('no trustworthy price: no source' as verdict)
    from pooled
    where quote_symbol is null
        and (chain_id, symbol) not in (select (chain_id, symbol) from candidate)
)
select
    * exclude (rank),
    price_e18 is not null
        and row_number() over (
            partition by day, chain_id, symbol order by price_e18 is null, rank, depth desc nulls last, quote_symbol
        ) = 1 as is_preferred
from one
order by day, chain_id, symbol, quote_symbol;
