-- What went into and out of the escrow? Deposits and withdrawals are transfers, claims and cancellations move its own books.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'ocean', e.role, e.token, e.payer_id, e.payee_id, e.amount,
    null, 'transfer', max(t.log_index)
from (
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in' as role, token, payer as payer_id,
        contract_id as payee_id, amount
    from event.ocean_escrow_deposit
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'release', token, contract_id, payer, amount
    from event.ocean_escrow_withdraw
) e
join market.transfer t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = e.transaction_index
    and t.system = 'ocean'
    and t.token_id = e.token
    and t.sender_id = e.payer_id
    and t.recipient_id = e.payee_id
    and t.amount = e.amount
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount > 0
group by all;

insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'ocean', e.role, e.token, e.payer_id, e.payee_id, e.amount,
    'ocean/job/' || e.job_id, 'internal', null
from (
    select chain_id, block_number, log_index, transaction_index, time, 'price' as role, token, payer as payer_id, payee as payee_id,
        amount, job_id
    from event.ocean_escrow_claimed
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'refund', token, contract_id, payer, amount, job_id
    from event.ocean_escrow_canceled
) e
join market.token k on k.chain_id = e.chain_id and k.token_id = e.token and k.system = 'ocean'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount > 0;

-- Which jobs came with a proof? The escrow keeps it and does not check it.
insert into market.attestation
select chain_id, block_number, log_index, time, 'ocean', 'ocean/job/' || job_id, payee, 'computation', true
from event.ocean_escrow_claimed
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and octet_length(proof) > 0;

-- Who may use which dataset by an order of Ocean v3?
insert into market.entitlement
select e.chain_id, e.block_number, e.log_index, e.time, 'ocean', 'ocean/0x' || lower(hex(a.address)), e.consumer
from event.ocean_datatoken_order_started_2 e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Which compute was locked for, and was it claimed or cancelled? The event names no asset.
insert into market.job by name
select
    chain_id, block_number, log_index, time, 'ocean' as system, 'ocean/job/' || job_id as job_key, 'compute' as kind, action,
    payer as requester_id, payee as worker_id
from (
    select chain_id, block_number, log_index, time, job_id, payer, payee, 'requested' as action
    from event.ocean_escrow_lock
    union all
    select chain_id, block_number, log_index, time, job_id, payer, payee, 'completed'
    from event.ocean_escrow_claimed
    union all
    select chain_id, block_number, log_index, time, job_id, payer, payee, 'cancelled'
    from event.ocean_escrow_canceled
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
