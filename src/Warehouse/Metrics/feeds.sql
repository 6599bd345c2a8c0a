-- key: feeds
-- title: Oracle feeds: how often they speak and how sure they are
-- unit: updates; seconds; parts per million; one row per feed and market token
-- formula: of the updates up to the as-of time: unsure = those whose confidence interval is beyond the guard of prices, or whose price is not above 0; gap = the longest time between two publications, and from the last one to the last block of its chain (age); interval = confidence / price of those above 0, floored, the lower median
-- definer: Souk; feeds: Pyth
-- caveats: an update is what somebody paid to bring on chain: the oracle itself publishes more often; a feed that nobody brings is old, not wrong
with guard as (
    select max(bound) filter (guard = 'unsure_ppm')::hugeint as unsure_ppm from market.price_guard
),
last as (
    select chain_id, max(time) as time from chain.block where time <= $as_of group by chain_id
),
spoken as (
    select
        o.*, t.symbol, epoch(l.time)::bigint as last_seconds,
        o.price <= 0 or o.confidence > market.mul_div(o.price, guard.unsure_ppm, 1000000::hugeint) as is_unsure,
        if(o.price > 0, market.part(o.confidence, 1000000::hugeint, o.price), null) as interval_ppm,
        epoch(o.publish_time)::bigint - lag(epoch(o.publish_time)::bigint) over (
            partition by o.chain_id, o.system, o.feed, o.token_id, o.quote order by o.publish_time, o.block_number, o.log_index
        ) as gap
    from market.oracle_price o
    join market.token t on t.chain_id = o.chain_id and t.token_id = o.token_id and t.system = $market and t.is_market_token
    join last l on l.chain_id = o.chain_id
    cross join guard
    where o.time <= $as_of
)
select
    s.chain_id,
    s.system as oracle,
    '0x' || lower(hex(s.feed)) as feed,
    s.symbol,
    s.quote,
    count(*) as updates,
    count(*) filter (s.is_unsure) as unsure,
    min(s.publish_time) as first_time,
    max(s.publish_time) as last_time,
    max(s.gap) as gap_max_seconds,
    max(s.last_seconds) - epoch(max(s.publish_time))::bigint as age_seconds,
    quantile_disc(s.interval_ppm, 0.5)::bigint as interval_median_ppm
from spoken s
group by all
order by s.chain_id, s.symbol, s.quote, oracle, feed;
