-- Which coins were minted, by whom and for whom? The coin is native: the event itself is the evidence.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'avalanche', 'mint', t.token_id, e.sender, e.recipient,
    e.amount, null, 'native', null
from event.avalanche_native_minter_native_coin_minted e
join market.token t on t.chain_id = e.chain_id and t.system = 'avalanche' and t.kind = 'native'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount > 0;

-- Who received new coins?
insert into market.activity
select e.chain_id, e.block_number, e.log_index, e.time, 'avalanche', 'mint', e.recipient, t.token_id, e.amount
from event.avalanche_native_minter_native_coin_minted e
join market.token t on t.chain_id = e.chain_id and t.system = 'avalanche' and t.kind = 'native'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
