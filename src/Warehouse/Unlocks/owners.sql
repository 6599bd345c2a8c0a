-- Wallets that evidence links into one entity, each with the one that stands for all; contracts and exchanges serve many and are none.
with service as materialized (
    select address_id from chain.contract
    union
    select holder_id from market.holder
    union
    select a.address_id from party.label l join chain.address a using (address) where l.class = 'exchange'
)
select address_id, min(address_id) over (partition by actor_id) as own_id
from party.entity_at($as_of, confidence_ppm_min := 700000)
where address_id not in (select address_id from service)
