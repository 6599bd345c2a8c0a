-- Which compute orders are there? The event names nobody.
insert into market.asset
select chain_id, block_number, log_index, time, 'ritual', 'ritual/subscription/' || id, 'service', 'Subscription ' || id, null
from event.ritual_coordinator_subscription_created
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which node delivered?
insert into market.attribution
select chain_id, block_number, log_index, time, 'ritual', 'ritual/subscription/' || id, node, 'compute_node', null
from event.ritual_coordinator_subscription_fulfilled
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Whose proof was checked, by whom, and did it hold?
insert into market.attestation
select chain_id, block_number, log_index, time, 'ritual', 'ritual/subscription/' || id, verifier, 'computation', valid
from event.ritual_coordinator_proof_verified
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which node's computation was proved, and which was not? The log of a delivery names no interval, so a review stands alone; a
-- verdict is no score.
insert into market.review
select
    chain_id, block_number, log_index, time, 'ritual', 'ritual/subscription/' || id || '/' || "interval" || '/0x' || lower(hex(a.address)),
    'ritual/subscription/' || id, 'compute', 'ritual/subscription/' || id, node, verifier, if(valid, 'accepted', 'rejected'), null, null
from event.ritual_coordinator_proof_verified e
join chain.address a on a.address_id = e.node
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What do wallets lock, free and pay? Their own books; an ERC-20 that is not listed shows no transfer.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'ritual', e.role, e.token, e.contract_id, e.payee_id,
    e.amount, null, if(e.token = 0 and e.role = 'price', 'native', 'internal'), null
from (
    select chain_id, block_number, log_index, transaction_index, time, contract_id, token, amount,
        if(locked, 'escrow_in', 'refund') as role, spender as payee_id
    from event.ritual_wallet_escrow
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, token, amount, 'price', "to"
    from event.ritual_wallet_transfer
) e
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount > 0;

-- Who owns a wallet?
insert into market.control
select chain_id, block_number, log_index, time, 'ritual', wallet, owner, 'deployer'
from event.ritual_wallet_factory_wallet_created
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which compute was asked for, and which node delivered? The order names nobody.
insert into market.job by name
select
    chain_id, block_number, log_index, time, 'ritual' as system, 'ritual/subscription/' || id as job_key,
    'ritual/subscription/' || id as asset_key, 'compute' as kind, action, node as worker_id
from (
    select chain_id, block_number, log_index, time, id, 'requested' as action
    from event.ritual_coordinator_subscription_created
    union all by name
    select chain_id, block_number, log_index, time, id, 'completed' as action, node
    from event.ritual_coordinator_subscription_fulfilled
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
