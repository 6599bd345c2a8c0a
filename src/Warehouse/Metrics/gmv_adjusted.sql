-- key: gmv_adjusted
-- title: Gross merchandise value without what looks like self-dealing
-- unit: base units of the token that buyers pay in, per month; parts per million
-- formula: gmv as in gmv; suspected = the part of it in orders that wash_screen names, by rule: self, entity, loop, farm; adjusted = gmv - suspected; suspected share = suspected / gmv, floored. An order is its price and fee legs
-- definer: Souk (wash-adjusted GMV; gmv itself is a16z's)
-- caveats: as wash_screen: suspected at 30 % confidence counts like at 100 %; the raw figure stands beside it
with suspected as (
    select distinct chain_id, block_number, log_index, symbol, rule
    from {{wash_screen}}
),
orders as (
    select
        date_trunc('month', p.time)::date as month, t.symbol, t.decimals, p.chain_id, p.block_number, p.log_index,
        sum(p.amount) as amount
    from market.payment p
    join market.token t using (chain_id, token_id, system)
    where p.system = $market
        and p.time <= $as_of
        and p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
    group by all
),
judged as (
    select
        o.*,
        -- Several prices in one log: the order counts once, under the rule that comes first.
        (
            select min(s.rule)
            from suspected s
            where s.chain_id = o.chain_id
                and s.block_number = o.block_number
                and s.log_index = o.log_index
                and s.symbol = o.symbol
        ) as rule
    from orders o
)
select
    month,
    symbol,
    decimals,
    count(*) as orders,
    count(rule) as suspected_orders,
    sum(amount) as gmv,
    coalesce(sum(amount) filter (rule = 'self'), 0::hugeint) as suspected_self,
    coalesce(sum(amount) filter (rule = 'entity'), 0::hugeint) as suspected_entity,
    coalesce(sum(amount) filter (rule = 'loop'), 0::hugeint) as suspected_loop,
    coalesce(sum(amount) filter (rule = 'farm'), 0::hugeint) as suspected_farm,
    coalesce(sum(amount) filter (rule is null), 0::hugeint) as adjusted,
    market.part(
        coalesce(sum(amount) filter (rule is not null), 0::hugeint), 1000000::hugeint, sum(amount)
    )::bigint as suspected_share_ppm
from judged
group by month, symbol, decimals
having sum(amount) > 0
order by month, symbol;
