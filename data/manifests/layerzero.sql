-- Which transfers moved the token?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'layerzero', contract_id, "from", "to", value
from event.layerzero_oft_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- Which tokens went to another chain, or came from one? Both forms of the sending event; the guid joins the two ends.
insert into market.message
select
    chain_id, block_number, log_index, transaction_index, time, 'layerzero', 'layerzero', guid, direction, peer, party_id,
    contract_id, amount
from (
    select chain_id, block_number, log_index, transaction_index, time, guid, 'sent' as direction, dst_eid as peer,
        from_address as party_id, contract_id, amount_received_ld as amount
    from event.layerzero_oft_oft_sent
    union all
    select chain_id, block_number, log_index, transaction_index, time, guid, 'sent', dst_eid, from_address, contract_id, amount_ld
    from event.layerzero_oft_oft_sent_2
    union all
    select chain_id, block_number, log_index, transaction_index, time, guid, 'received', src_eid, to_address, contract_id,
        amount_received_ld
    from event.layerzero_oft_oft_received
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who bridged?
insert into market.activity
select chain_id, block_number, log_index, time, 'layerzero', 'bridge', party_id, token_id, amount
from market.message
where system = 'layerzero'
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;
