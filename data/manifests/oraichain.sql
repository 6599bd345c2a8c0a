-- Which transfers moved ORAI?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'oraichain', contract_id, "from", "to", value
from event.oraichain_orai_token_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- Which contracts hold ORAI, and what for?
insert into market.holder
select chain_id, from_block, address_id, 'oraichain', 'escrow'
from chain.contract
where system = 'oraichain'
    and kind = 'modelled_requests'
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- Which services are on offer?
insert into market.asset
select chain_id, block_number, log_index, time, 'oraichain', 'oraichain/0x' || lower(hex(service)), 'service', name, provider
from event.oraichain_modelled_requests_service_listed
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who asked for what?
insert into market.entitlement
select chain_id, block_number, log_index, time, 'oraichain', 'oraichain/0x' || lower(hex(service)), consumer
from event.oraichain_modelled_requests_ai_requested
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which request used which service?
insert into market.provenance
select
    chain_id, block_number, log_index, time, 'oraichain', 'oraichain/request/' || request, 'used',
    'oraichain/0x' || lower(hex(service)), 1, 'log', 1000000
from event.oraichain_modelled_requests_ai_reported
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who vouches for a result?
insert into market.attestation
select chain_id, block_number, log_index, time, 'oraichain', 'oraichain/request/' || request, reporter, 'computation', true
from event.oraichain_modelled_requests_ai_reported
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What is a service?
insert into market.asset_trait by name
select
    chain_id, block_number, log_index, time, 'oraichain' as system, 'oraichain/0x' || lower(hex(service)) as asset_key,
    'service' as form
from event.oraichain_modelled_requests_service_listed
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which inference was asked for, and who reported which result?
insert into market.job by name
select
    chain_id, block_number, log_index, time, 'oraichain' as system, 'oraichain/request/' || request as job_key,
    'oraichain/0x' || lower(hex(service)) as asset_key, 'inference' as kind, action, requester_id, worker_id, 1 as units, result_hash
from (
    select chain_id, block_number, log_index, time, request, service, 'requested' as action, consumer as requester_id
    from event.oraichain_modelled_requests_ai_requested
    union all by name
    select
        r.chain_id, r.block_number, r.log_index, r.time, r.request, r.service, 'completed' as action, a.consumer as requester_id,
        r.reporter as worker_id, r.result_hash
    from event.oraichain_modelled_requests_ai_reported r
    join event.oraichain_modelled_requests_ai_requested a
        on a.chain_id = r.chain_id
        and a.contract_id = r.contract_id
        and a.request = r.request
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What was paid? Executors sell, block validators take a fee.
insert into market.payment
with labels as (
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in' as role, consumer as payer_id,
        contract_id as payee_id, fee as amount, service
    from event.oraichain_modelled_requests_ai_requested
    union all
    select chain_id, block_number, log_index, transaction_index, time, if(is_executor, 'price', 'protocol_fee'), contract_id,
        payee, amount, service
    from event.oraichain_modelled_requests_fee_divided
)
select
    l.chain_id, l.block_number, l.log_index, l.transaction_index, l.time, 'oraichain', l.role, t.token_id, l.payer_id,
    l.payee_id, l.amount, 'oraichain/0x' || lower(hex(l.service)), 'transfer', max(t.log_index)
from labels l
join market.transfer t
    on t.chain_id = l.chain_id
    and t.block_number = l.block_number
    and t.transaction_index = l.transaction_index
    and t.system = 'oraichain'
    and t.sender_id = l.payer_id
    and t.recipient_id = l.payee_id
    and t.amount = l.amount
    and t.log_index < l.log_index
where l.chain_id = $chain_id
    and l.block_number between $from_block and $to_block
    and l.amount > 0
group by all;
