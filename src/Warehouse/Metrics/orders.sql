-- key: orders
-- title: Orders of the last 30 days
-- unit: base units of the token that buyers pay in, all fees included; number of orders of that size
-- formula: price leg plus the fee legs of the same chain log, over the 30 days that end with the last indexed block
-- definer: Souk
-- caveats: an order is one price leg
with last as (
    select max(b.time) as time
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
orders as (
    select p.chain_id, p.block_number, p.log_index, p.token_id, sum(p.amount) as amount
    from market.payment p
    cross join last
    where p.system = $market
        and p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
        and p.time <= last.time
        and p.time > last.time - interval 30 day
    group by all
)
select
    t.symbol,
    t.decimals,
    o.amount,
    count(*) as orders
from orders o
join market.token t on t.chain_id = o.chain_id and t.token_id = o.token_id and t.system = $market
group by all
order by t.symbol, o.amount;
