-- Which transfers moved FET?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'fetch_ai', contract_id, "from", "to", value
from event.fetch_ai_fet_token_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- Which contracts hold FET, and what for?
insert into market.holder
select chain_id, from_block, address_id, 'fetch_ai', case kind when 'staking' then 'staking' else 'escrow' end
from chain.contract
where system = 'fetch_ai'
    and kind in ('staking', 'bridge')
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- Who bound and unbound stakes? Interest that was bound again counts.
insert into market.stake
select e.chain_id, e.block_number, e.log_index, e.time, 'fetch_ai', e.contract_id, e.staker_address, e.action, t.token_id, e.quantity
from (
    select chain_id, block_number, log_index, time, contract_id, staker_address, 'stake' as action,
        principal + compound_interest as quantity
    from event.fetch_ai_staking_bind_stake
    union all
    select chain_id, block_number, log_index, time, contract_id, staker_address, 'unstake', principal + compound_interest
    from event.fetch_ai_staking_unbind_stake
) e
join market.token t on t.chain_id = e.chain_id and t.system = 'fetch_ai' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.quantity is not null;

-- What went into and out of the bridge and the staking contract? A fee of the bridge stays in it, so no transfer shows it.
insert into market.payment
with moves as (
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in' as role, "from" as payer_id,
        contract_id as payee_id, amount
    from event.fetch_ai_bridge_swap
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'release', contract_id, "to", effective_amount
    from event.fetch_ai_bridge_reverse_swap
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', staker_address, contract_id, amount
    from event.fetch_ai_staking_liquidity_deposited
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'release', contract_id, staker_address,
        principal + compound_interest
    from event.fetch_ai_staking_withdraw
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', sender, contract_id, amount
    from event.fetch_ai_staking_rewards_pool_token_top_up
)
select
    m.chain_id, m.block_number, m.log_index, m.transaction_index, m.time, 'fetch_ai', m.role, t.token_id, m.payer_id,
    m.payee_id, m.amount, null, 'transfer', max(t.log_index)
from moves m
join market.transfer t
    on t.chain_id = m.chain_id
    and t.block_number = m.block_number
    and t.transaction_index = m.transaction_index
    and t.system = 'fetch_ai'
    and t.sender_id = m.payer_id
    and t.recipient_id = m.payee_id
    and t.amount = m.amount
where m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
    and m.amount > 0
group by all;

-- Which swaps went to Fetch's own chain, or came from it? That chain has no number; peer 0 stands for it. The two ways count
-- their ids apart.
insert into market.message
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'fetch_ai', 'fetch_bridge', e.id, e.direction, 0,
    e.party_id, t.token_id, e.amount
from (
    select chain_id, block_number, log_index, transaction_index, time, encode('out/' || id) as id, 'sent' as direction,
        "from" as party_id, amount
    from event.fetch_ai_bridge_swap
    union all
    select chain_id, block_number, log_index, transaction_index, time, encode('in/' || rid), 'received', "to", effective_amount
    from event.fetch_ai_bridge_reverse_swap
) e
join market.token t on t.chain_id = e.chain_id and t.system = 'fetch_ai' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who bridged?
insert into market.activity
select e.chain_id, e.block_number, e.log_index, e.time, 'fetch_ai', e.kind, e.party_id, t.token_id, e.amount
from (
    select chain_id, block_number, log_index, time, 'bridge' as kind, "from" as party_id, amount
    from event.fetch_ai_bridge_swap
    union all
    select chain_id, block_number, log_index, time, 'bridge', "to", effective_amount
    from event.fetch_ai_bridge_reverse_swap
    union all
    select chain_id, block_number, log_index, time, 'claim', staker_address, principal + compound_interest
    from event.fetch_ai_staking_withdraw
) e
join market.token t on t.chain_id = e.chain_id and t.system = 'fetch_ai' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
