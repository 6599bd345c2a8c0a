-- key: gmv_adjusted
-- title: Gross merchandise value without what looks like self-dealing
-- unit: base units of the token that buyers pay in, per month; parts per million
-- formula: gmv as in gmv; suspected = the part of it in orders that wash_screen names, by rule: self, entity, loop, farm; adjusted = gmv - suspected; suspected share = suspected / gmv, floored. orders as in gmv; of an order that is suspected by several rules the first in the alphabet counts
-- definer: Souk (wash-adjusted GMV; gmv itself is a16z's)
-- caveats: as wash_screen: suspected at 30 % confidence counts like at 100 %; the raw figure stands beside it
with suspected as (
    select chain_id, block_number, log_index, symbol, min(rule) as rule
    from {{wash_screen}}
    group by all
),
leg as (
    select date_trunc('month', p.day)::date as month, t.symbol, t.decimals, p.role, p.amount, p.legs, null as rule
    from rollup.paid_of($market, $as_of) p
    join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
    where p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
    union all
    select date_trunc('month', p.time)::date, t.symbol, t.decimals, p.role, p.amount, 1, s.rule
    from market.payment p
    join market.token t using (chain_id, token_id, system)
    join suspected s
        on s.chain_id = p.chain_id
        and s.block_number = p.block_number
        and s.log_index = p.log_index
        and s.symbol = t.symbol
    where p.system = $market
        and p.time <= $as_of
        and p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
),
summed as (
    select
        month,
        symbol,
        decimals,
        coalesce(sum(legs) filter (rule is null and role = 'price'), 0)::bigint as orders,
        coalesce(sum(legs) filter (rule is not null and role = 'price'), 0)::bigint as suspected_orders,
        sum(amount) filter (rule is null) as gmv,
        coalesce(sum(amount) filter (rule = 'self'), 0::hugeint) as suspected_self,
        coalesce(sum(amount) filter (rule = 'entity'), 0::hugeint) as suspected_entity,
        coalesce(sum(amount) filter (rule = 'loop'), 0::hugeint) as suspected_loop,
        coalesce(sum(amount) filter (rule = 'farm'), 0::hugeint) as suspected_farm
    from leg
    group by all
)
select
    *,
    gmv - suspected_self - suspected_entity - suspected_loop - suspected_farm as adjusted,
    market.part(
        suspected_self + suspected_entity + suspected_loop + suspected_farm, 1000000::hugeint, gmv
    )::bigint as suspected_share_ppm
from summed
where gmv > 0
order by month, symbol;
