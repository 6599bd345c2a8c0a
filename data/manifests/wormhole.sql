-- Which transfers moved W?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'wormhole', contract_id, "from", "to", value
from event.wormhole_w_token_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- Which messages were published, and which were redeemed? A message is named by Wormhole's number of its chain, its sender as
-- 32 bytes and its sequence. The token that moves is in the payload and not read; id 0 stands for it, the amount is unknown.
insert into market.message
with network (chain_id, number) as (
    -- Wormhole's own numbers of the chains that this manifest may meet.
    values (1, 2), (56, 4), (137, 5), (43114, 6), (42161, 23), (10, 24), (8453, 30)
),
ends as (
    select e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time,
        encode(n.number || '/' || lpad(lower(hex(a.address)), 64, '0') || '/' || e.sequence) as id, 'sent' as direction, 0 as peer,
        e.sender as party_id
    from event.wormhole_core_bridge_log_message_published e
    join network n using (chain_id)
    join chain.address a on a.address_id = e.sender
    union all
    select chain_id, block_number, log_index, transaction_index, time,
        encode(emitter_chain_id || '/' || lower(hex(emitter_address)) || '/' || sequence), 'received', emitter_chain_id, contract_id
    from event.wormhole_token_bridge_transfer_redeemed
)
select
    chain_id, block_number, log_index, transaction_index, time, 'wormhole', 'wormhole', id, direction, peer, party_id, 0, null
from ends
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who bridged?
insert into market.activity
select chain_id, block_number, log_index, time, 'wormhole', 'bridge', party_id, null, null
from market.message
where system = 'wormhole'
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;
