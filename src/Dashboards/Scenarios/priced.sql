-- Which markets have a pool that tells a price, from which a simulation can start?
select distinct s.system
from market.pool_state s
join market.pool_kind k using (kind)
where k.is_product
order by s.system;
