-- Which transfers moved USDC?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'gensyn', contract_id, "from", "to", value
from event.gensyn_usdc_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- Which models are trained, and which markets are made of outcomes?
insert into market.asset
select chain_id, block_number, log_index, time, 'gensyn', asset_key, kind, name, owner_id
from (
    select e.chain_id, e.block_number, e.log_index, e.time, 'gensyn/0x' || lower(hex(a.address)) as asset_key, 'service' as kind,
        'Delphi market' as name, e.deployer as owner_id
    from event.gensyn_delphi_factory_new_market_proxy e
    join chain.address a on a.address_id = e.new_market_proxy
    union all
    (
        select e.chain_id, e.block_number, e.log_index, e.time, 'gensyn/swarm/0x' || lower(hex(a.address)), 'model', 'Swarm', null
        from event.gensyn_swarm_coordinator_peer_registered e
        join chain.address a on a.address_id = e.contract_id
        where e.block_number <= $to_block
        qualify row_number() over (partition by e.chain_id, e.contract_id order by e.block_number, e.log_index) = 1
    )
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who trained, by the rewards that were submitted? They are points of the swarm, not tokens; they may be negative.
insert into market.contribution
select
    e.chain_id, e.block_number, e.log_index, e.time, 'gensyn', 'gensyn/swarm/0x' || lower(hex(a.address)), e.account, e.reward
from event.gensyn_swarm_coordinator_reward_submitted e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.reward is not null;

-- Who judged a round?
insert into market.attestation
select
    e.chain_id, e.block_number, e.log_index, e.time, 'gensyn',
    'gensyn/swarm/0x' || lower(hex(a.address)) || '/round/' || e.round_number, e.account, 'validation', true
from event.gensyn_swarm_coordinator_winner_submitted e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Which round trained which model?
insert into market.provenance
select
    e.chain_id, e.block_number, e.log_index, e.time, 'gensyn', 'gensyn/swarm/0x' || lower(hex(a.address)), 'was_generated_by',
    'gensyn/swarm/0x' || lower(hex(a.address)) || '/round/' || e.round_number, 1, 'log', 1000000
from event.gensyn_swarm_coordinator_winner_submitted e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
qualify row_number() over (partition by e.contract_id, e.round_number order by e.block_number, e.log_index) = 1;

-- What was paid into and out of outcome markets? Through the gateway the coins move to or from any address.
insert into market.payment
with moves as (
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in' as role, buyer as payer_id,
        null::integer as payee_id, tokens_in as amount, market_proxy
    from event.gensyn_delphi_gateway_gateway_buy
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'release', null, seller, tokens_out, market_proxy
    from event.gensyn_delphi_gateway_gateway_sell
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'release', null, redeemer, tokens_out, market_proxy
    from event.gensyn_delphi_gateway_gateway_redemption
)
select
    m.chain_id, m.block_number, m.log_index, m.transaction_index, m.time, 'gensyn', m.role, t.token_id, t.sender_id,
    t.recipient_id, m.amount, 'gensyn/0x' || lower(hex(a.address)), 'transfer', t.log_index
from moves m
join chain.address a on a.address_id = m.market_proxy
join market.transfer t
    on t.chain_id = m.chain_id
    and t.block_number = m.block_number
    and t.transaction_index = m.transaction_index
    and t.system = 'gensyn'
    and t.sender_id = coalesce(m.payer_id, t.sender_id)
    and t.recipient_id = coalesce(m.payee_id, t.recipient_id)
    and t.amount = m.amount
where m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
    and m.amount > 0
qualify row_number() over (partition by m.block_number, m.log_index order by t.log_index desc) = 1;

-- Which nodes train?
insert into market.node
select chain_id, block_number, log_index, time, 'gensyn', eoa, 'worker', 'joined'
from event.gensyn_swarm_coordinator_peer_registered
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
