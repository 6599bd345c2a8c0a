-- Which agents are registered with the Almanac? The first registration counts.
insert into market.asset
select chain_id, block_number, log_index, time, 'fetch_hub', 'fetch_hub/agent/' || agent_address, 'service', agent_address, sender
from event.fetch_hub_almanac_msg_register e
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and not exists (
        from market.asset a
        where a.system = 'fetch_hub'
            and a.asset_key = 'fetch_hub/agent/' || e.agent_address
    )
qualify row_number() over (partition by agent_address order by block_number, log_index) = 1;

insert into market.asset_trait
select chain_id, block_number, log_index, time, 'fetch_hub', asset_key, 'agent', null, null, null, null, null, null, null
from market.asset
where system = 'fetch_hub'
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;

insert into market.attribution
select chain_id, block_number, log_index, time, 'fetch_hub', asset_key, owner_id, 'owner', null
from market.asset
where system = 'fetch_hub'
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Whose accounts speak for which agent? The agent signs what it registers with.
insert into market.identity
select chain_id, block_number, log_index, time, 'fetch_hub', 'fetch_hub/agent/' || agent_address, sender, 'linked', 'signature', null
from event.fetch_hub_almanac_msg_register e
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and not exists (
        from market.identity i
        where i.system = 'fetch_hub'
            and i.identity_key = 'fetch_hub/agent/' || e.agent_address
            and i.party_id = e.sender
    )
qualify row_number() over (partition by agent_address, sender order by block_number, log_index) = 1;

-- What was paid to be listed?
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'fetch_hub', 'market_fee', t.token_id, e.sender,
    e.contract_id, e.funds, 'fetch_hub/agent/' || e.agent_address, 'transfer', t.log_index
from event.fetch_hub_almanac_msg_register e
asof join (from market.transfer where system = 'fetch_hub') t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = e.transaction_index
    and t.token_id = e.funds_denom
    and t.amount = e.funds
    and t.sender_id = e.sender
    and t.recipient_id = e.contract_id
    and t.log_index > e.log_index
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.funds > 0;
