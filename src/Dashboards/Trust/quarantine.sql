-- Which logs could not be decoded or mapped, and why? By contract and reason, the most first.
select
    coalesce(c.system, '') as system, coalesce(c.name, '') as name, '0x' || lower(hex(a.address)) as address,
    q.reason, min(q.detail) as example, count(*) as logs, q.chain_id, min(q.block_number) as block_number,
    arg_min(q.log_index, (q.block_number, q.log_index)) as log_index
from chain.quarantine q
join chain.address a using (address_id)
left join (
    select chain_id, address_id, any_value(system) as system, any_value(name) as name from chain.contract group by all
) c using (chain_id, address_id)
where $market is null or c.system = $market
group by all
order by logs desc, address, q.reason
limit 50;
