-- What was burned, and what did validators get? The coin is native: the event itself is the evidence.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'bnb_chain', e.role, t.token_id, e.contract_id, e.payee_id,
    e.amount, null, 'native', null
from (
    select chain_id, block_number, log_index, transaction_index, time, contract_id, 'burn' as role, 0 as payee_id, amount
    from event.bnb_chain_validator_set_fee_burned
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, 'reward', validator, amount
    from event.bnb_chain_validator_set_validator_deposit
) e
join market.token t on t.chain_id = e.chain_id and t.system = 'bnb_chain' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount > 0;
