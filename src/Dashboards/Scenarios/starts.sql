-- Which markets have a pool that tells a price, and an order of the last $days days, from which a simulation can start?
with last as (
    select t.system, max(b.time) as time
    from (select distinct system, chain_id from market.token) t
    join chain.block b using (chain_id)
    where b.time <= $as_of
    group by t.system
)
select
    l.system,
    exists (
        from market.pool_state s
        join market.pool_kind k using (kind)
        where s.system = l.system
            and s.time <= $as_of
            and k.is_product
    ) as is_priced,
    exists (
        from market.payment p
        where p.system = l.system
            and p.role = 'price'
            and p.amount > 0
            and p.time <= l.time
            and p.time > l.time - to_days($days)
    ) as has_orders
from last l
order by l.system;
