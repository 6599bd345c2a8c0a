-- Which nodes' and vaults' contracts hold MASA? Both are MODELLED (data/contracts).
insert into market.holder
select chain_id, from_block, address_id, 'masa', 'staking'
from chain.contract
where system = 'masa'
    and kind = 'modelled_worker_nodes'
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- Who collected how many items, from which kind of source? What is asked below of sources is asked of these rows.
insert into market.collection
select
    e.chain_id, e.block_number, e.log_index, e.time, 'masa', 'masa/source/' || coalesce(k.key, e.source::varchar), e.operator,
    coalesce(k.kind, 'other'), e.items, e.content_hash
from event.masa_modelled_worker_nodes_data_collected e
left join (
    values (0, 'website', 'website'), (1, 'feed', 'social_feed'), (2, 'authenticated_site', 'authenticated_site')
) k(source, key, kind) on k.source = e.source
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.items is not null;

-- Which kinds of sources do collector nodes read, and which language models can be run?
insert into market.asset
select chain_id, block_number, log_index, time, 'masa', asset_key, kind, name, owner_id
from (
    select
        chain_id, block_number, log_index, time, 'masa/llm/0x' || lower(hex(model)) as asset_key, 'model' as kind, name,
        "by" as owner_id
    from event.masa_modelled_worker_nodes_model_listed
    union all
    (
        select
            chain_id, block_number, log_index, time, asset_key, 'dataset',
            case source
                when 'website' then 'Websites'
                when 'social_feed' then 'Feeds'
                when 'authenticated_site' then 'Authenticated sites'
                else 'Sources of kind ' || split_part(asset_key, '/', 3)
            end,
            null
        from market.collection
        where system = 'masa'
            and block_number <= $to_block
        qualify row_number() over (partition by chain_id, asset_key order by block_number, log_index) = 1
    )
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

insert into market.contribution
select chain_id, block_number, log_index, time, system, asset_key, collector_id, record_count
from market.collection
where system = 'masa'
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who owns which vault until he burns it, and whose nodes run which model?
insert into market.attribution
select chain_id, block_number, log_index, time, 'masa', asset_key, party_id, role, share_ppm
from (
    select chain_id, block_number, log_index, time, 'masa/vault/' || vault as asset_key, owner as party_id, 'owner' as role,
        1000000 as share_ppm
    from event.masa_modelled_vault_vault_minted
    union all
    select chain_id, block_number, log_index, time, 'masa/vault/' || vault, owner, 'owner', 0
    from event.masa_modelled_vault_vault_burned
    union all
    select chain_id, block_number, log_index, time, 'masa/llm/0x' || lower(hex(model)), operator, 'compute_node', null
    from event.masa_modelled_worker_nodes_model_deployed
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which node staked, and which left?
insert into market.stake
select e.chain_id, e.block_number, e.log_index, e.time, 'masa', e.contract_id, e.operator, e.action, t.token_id, e.stake
from (
    select chain_id, block_number, log_index, time, contract_id, operator, 'stake' as action, stake
    from event.masa_modelled_worker_nodes_node_registered
    union all
    select chain_id, block_number, log_index, time, contract_id, operator, 'unstake', stake
    from event.masa_modelled_worker_nodes_node_left
) e
join market.token t on t.chain_id = e.chain_id and t.system = 'masa' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.stake is not null;

-- Who may use which model?
insert into market.entitlement
select chain_id, block_number, log_index, time, 'masa', 'masa/llm/0x' || lower(hex(model)), buyer
from event.masa_modelled_worker_nodes_job_requested
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which job used which model, and who vouches for its result?
insert into market.provenance
select
    chain_id, block_number, log_index, time, 'masa', 'masa/job/' || job, 'used', 'masa/llm/0x' || lower(hex(model)), 1, 'log',
    1000000
from event.masa_modelled_worker_nodes_job_completed
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

insert into market.attestation
select chain_id, block_number, log_index, time, 'masa', 'masa/job/' || job, operator, 'computation', true
from event.masa_modelled_worker_nodes_job_completed
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What was paid to whom? Each label names the transfer right before it.
insert into market.payment
with labels as (
    select chain_id, block_number, log_index, transaction_index, time, 'burn' as role, payer as payer_id, 0 as payee_id,
        burned as amount, 'masa/vault/' || vault as asset_key
    from event.masa_modelled_vault_fee_taken
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'protocol_fee', payer, null, to_treasury,
        'masa/vault/' || vault
    from event.masa_modelled_vault_fee_taken
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'reward', contract_id, operator, amount, null
    from event.masa_modelled_worker_nodes_reward_claimed
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', buyer, contract_id, price,
        'masa/llm/0x' || lower(hex(model))
    from event.masa_modelled_worker_nodes_job_requested
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'price', contract_id, operator, price,
        'masa/llm/0x' || lower(hex(model))
    from event.masa_modelled_worker_nodes_job_completed
)
select
    l.chain_id, l.block_number, l.log_index, l.transaction_index, l.time, 'masa', l.role, t.token_id, l.payer_id,
    t.recipient_id, l.amount, l.asset_key, 'transfer', t.log_index
from labels l
join market.transfer t
    on t.chain_id = l.chain_id
    and t.block_number = l.block_number
    and t.transaction_index = l.transaction_index
    and t.system = 'masa'
    and t.sender_id = l.payer_id
    and t.recipient_id = coalesce(l.payee_id, t.recipient_id)
    and (l.payee_id is not null or t.recipient_id <> 0)
    and t.amount = l.amount
    and t.log_index < l.log_index
where l.chain_id = $chain_id
    and l.block_number between $from_block and $to_block
    and l.amount > 0
qualify row_number() over (partition by l.block_number, l.log_index, l.role order by t.log_index desc) = 1;

-- Who claimed rewards, and who earned by collecting?
insert into market.activity
select e.chain_id, e.block_number, e.log_index, e.time, 'masa', e.kind, e.operator, if(e.kind = 'claim', t.token_id, null), e.amount
from (
    select chain_id, block_number, log_index, time, 'claim' as kind, operator, amount
    from event.masa_modelled_worker_nodes_reward_claimed
    union all
    select chain_id, block_number, log_index, time, 'mine', operator, items
    from event.masa_modelled_worker_nodes_data_collected
) e
join market.token t on t.chain_id = e.chain_id and t.system = 'masa' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
