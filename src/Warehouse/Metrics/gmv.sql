-- key: gmv
-- title: Gross merchandise value and take rate
-- unit: base units of the token that buyers pay in, per month; parts per million
-- formula: gmv = price + protocol, market and provider fees; fees = the fee legs; take rate = protocol and market fees / gmv
-- definer: a16z (13 metrics for marketplace companies): take rate = revenue / GMV
-- caveats: raw: sales between addresses of one person count; tokens are not added to each other
select
    date_trunc('month', p.time)::date as month,
    t.symbol,
    t.decimals,
    count(*) filter (p.role = 'price') as orders,
    sum(p.amount) as gmv,
    coalesce(sum(p.amount) filter (p.role <> 'price'), 0::hugeint) as fees,
    coalesce(sum(p.amount) filter (p.role in ('protocol_fee', 'market_fee')), 0::hugeint) as revenue,
    market.part(
        coalesce(sum(p.amount) filter (p.role in ('protocol_fee', 'market_fee')), 0::hugeint), 1000000::hugeint, sum(p.amount)
    )::bigint as take_rate_ppm
from market.payment p
join market.token t using (chain_id, token_id, system)
where p.system = $market
    and p.time <= $as_of
    and p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
group by all
having sum(p.amount) > 0
order by month, t.symbol;
