-- Which transfers moved SHELL?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'myshell', contract_id, "from", "to", value
from event.myshell_shell_token_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- Who received new tokens?
insert into market.activity
select chain_id, block_number, log_index, time, 'myshell', 'mint', "to", contract_id, value
from event.myshell_shell_token_transfer
where "from" = 0
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;
