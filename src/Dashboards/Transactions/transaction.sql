-- What did one transaction leave behind? Its chain logs with the contract that emitted each.
with one as (
    select *
    from chain.log
    where chain_id = $chain
        and transaction_hash_high = $high
        and transaction_hash_low = $low
        and ($block is null or block_number = $block)
),
contract as (
    select chain_id, address_id, any_value(system) as system, any_value(kind) as kind, any_value(name) as name
    from chain.contract
    group by all
)
select
    l.chain_id, l.block_number, l.log_index, b.time,
    '0x' || lower(hex(a.address)) as contract,
    coalesce(c.system, '') as system, coalesce(c.kind, '') as kind, coalesce(c.name, '') as name,
    '0x' || lower(printf('%032x', b.hash_high) || printf('%032x', b.hash_low)) as block_hash,
    if(t.topic_id is null, '', '0x' || lower(printf('%032x', t.hash_high) || printf('%032x', t.hash_low))) as topic0,
    l.data,
    coalesce((
        select r.proof from chain.range r
        where r.chain_id = l.chain_id and l.block_number between r.from_block and r.to_block
    ), 'none') as proof,
    coalesce((
        select f.finalized_block >= l.block_number from chain.finality f where f.chain_id = l.chain_id
    ), false) as is_final,
    coalesce((
        select q.reason || ': ' || q.detail from chain.quarantine q
        where q.chain_id = l.chain_id and q.block_number = l.block_number and q.log_index = l.log_index
        order by q.detail limit 1
    ), '') as quarantine
from one l
join chain.block b on b.chain_id = l.chain_id and b.number = l.block_number
join chain.address a on a.address_id = l.address_id
left join contract c on c.chain_id = l.chain_id and c.address_id = l.address_id
left join chain.topic t on t.topic_id = l.topic0_id
order by l.log_index;
