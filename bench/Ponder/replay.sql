-- Which transfers moved the two tokens?
insert into market.transfer
select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, 'replay', t.contract_id, t."from", t."to", t.value
from event.replay_erc20_transfer t
where t.chain_id = $chain_id
    and t.block_number between $from_block and $to_block
    and t.value is not null;
