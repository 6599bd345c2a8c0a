-- Which transfers moved tokens of contracts?
insert into market.transfer
with moves as (
    select chain_id, block_number, log_index, transaction_index, time, contract_id, "from" as sender_id, "to" as recipient_id, amount
    from event.oraichain_l1_cw20_transfer
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, "from", "to", amount
    from event.oraichain_l1_cw20_transfer_from
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, "from", "to", amount
    from event.oraichain_l1_cw20_send
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, "from", "to", amount
    from event.oraichain_l1_cw20_send_from
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, 0, "to", amount
    from event.oraichain_l1_cw20_mint
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, "from", 0, amount
    from event.oraichain_l1_cw20_burn
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, "from", 0, amount
    from event.oraichain_l1_cw20_burn_from
)
select
    m.chain_id, m.block_number, m.log_index, m.transaction_index, m.time, 'oraichain_l1', t.token_id, m.sender_id, m.recipient_id,
    m.amount
from moves m
join market.token t on t.chain_id = m.chain_id and t.system = 'oraichain_l1' and t.token_id = m.contract_id
where m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
    and m.amount > 0;

-- Which oracle scripts are on offer? The chain says so when one is first asked.
insert into market.asset
select chain_id, block_number, log_index, time, 'oraichain_l1', 'oraichain_l1/script/' || oscript_name, 'service', oscript_name, null
from event.oraichain_l1_airequest_ai_request_data e
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and not exists (
        from market.asset a
        where a.system = 'oraichain_l1'
            and a.asset_key = 'oraichain_l1/script/' || e.oscript_name
    )
qualify row_number() over (partition by oscript_name order by block_number, log_index) = 1;

-- Who asked for what, and which validators were to answer?
insert into market.job
select
    chain_id, block_number, log_index, time, 'oraichain_l1', 'oraichain_l1/request/' || request_id,
    'oraichain_l1/script/' || oscript_name, 'inference', 'requested', request_creator, null, null, null, null
from event.oraichain_l1_airequest_ai_request_data
where chain_id = $chain_id
    and block_number between $from_block and $to_block
union all
select
    chain_id, block_number, log_index, time, 'oraichain_l1', 'oraichain_l1/request/' || request_id, null, 'inference', 'assigned',
    null, request_validator, null, null, null
from event.oraichain_l1_airequest_set_ai_request
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which request used which script?
insert into market.provenance
select
    chain_id, block_number, log_index, time, 'oraichain_l1', 'oraichain_l1/request/' || request_id, 'used',
    'oraichain_l1/script/' || oscript_name, 1, 'log', 1000000
from event.oraichain_l1_airequest_ai_request_data
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

insert into market.entitlement
select chain_id, block_number, log_index, time, 'oraichain_l1', 'oraichain_l1/script/' || oscript_name, request_creator
from event.oraichain_l1_airequest_ai_request_data
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which results were recorded together? Their hashes are leaves of one tree, whose root the contract keeps.
insert into market.attestation
select chain_id, block_number, log_index, time, 'oraichain_l1', 'oraichain_l1/stage/' || stage, contract_id, 'computation', true
from event.oraichain_l1_aioracle_register_merkle_root
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
