-- What is each asset like? Of a source, how much its nodes have collected so far; of a vault, the hash of its metadata.
insert into market.asset_trait by name
select chain_id, block_number, log_index, time, 'masa' as system, asset_key, form, record_count, content_hash
from (
    select chain_id, block_number, log_index, time, 'masa/data-type/' || id as asset_key, 'dataset' as form
    from event.masa_data_points_token_name_set
    union all by name
    select chain_id, block_number, log_index, time, 'masa/llm/0x' || lower(hex(model)) as asset_key, 'model' as form
    from event.masa_modelled_worker_nodes_model_listed
    union all by name
    select
        chain_id, block_number, log_index, time, asset_key, 'dataset' as form,
        sum(record_count) over (partition by chain_id, asset_key order by block_number, log_index)::hugeint as record_count,
        content_hash
    from market.collection
    where system = 'masa'
        and block_number <= $to_block
    union all by name
    select chain_id, block_number, log_index, time, 'masa/vault/' || vault as asset_key, metadata_hash as content_hash
    from event.masa_modelled_vault_vault_minted
    union all by name
    select chain_id, block_number, log_index, time, 'masa/vault/' || vault as asset_key, metadata_hash as content_hash
    from event.masa_modelled_vault_vault_managed
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which nodes came and went? A node that registers collects; from its first model on it is a worker, too.
insert into market.node
with deployed as (
    from event.masa_modelled_worker_nodes_model_deployed
    where block_number <= $to_block
    qualify row_number() over (partition by chain_id, node, operator order by block_number, log_index) = 1
)
select chain_id, block_number, log_index, time, 'masa', operator, role, action
from (
    select chain_id, block_number, log_index, time, operator, 'collector' as role, 'joined' as action
    from event.masa_modelled_worker_nodes_node_registered
    union all
    select chain_id, block_number, log_index, time, operator, 'worker', 'joined'
    from deployed
    union all
    select chain_id, block_number, log_index, time, operator, 'collector', 'left'
    from event.masa_modelled_worker_nodes_node_left
    union all
    select l.chain_id, l.block_number, l.log_index, l.time, l.operator, 'worker', 'left'
    from event.masa_modelled_worker_nodes_node_left l
    semi join deployed d
        on d.chain_id = l.chain_id
        and d.node = l.node
        and d.operator = l.operator
        and d.block_number <= l.block_number
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which model runs on whose node, until the node leaves?
insert into market.deployment
select chain_id, block_number, log_index, time, 'masa', 'masa/llm/0x' || lower(hex(model)), operator, action
from (
    select chain_id, block_number, log_index, time, model, operator, 'deployed' as action
    from event.masa_modelled_worker_nodes_model_deployed
    union all
    select distinct l.chain_id, l.block_number, l.log_index, l.time, d.model, l.operator, 'removed'
    from event.masa_modelled_worker_nodes_node_left l
    join event.masa_modelled_worker_nodes_model_deployed d
        on d.chain_id = l.chain_id
        and d.contract_id = l.contract_id
        and d.node = l.node
        and d.operator = l.operator
        and (d.block_number, d.log_index) < (l.block_number, l.log_index)
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which inference was asked of which model, and who answered with which result?
insert into market.job by name
select
    chain_id, block_number, log_index, time, 'masa' as system, 'masa/job/' || job as job_key,
    'masa/llm/0x' || lower(hex(model)) as asset_key, 'inference' as kind, action, requester_id, worker_id, 1 as units, result_hash
from (
    select chain_id, block_number, log_index, time, job, model, 'requested' as action, buyer as requester_id
    from event.masa_modelled_worker_nodes_job_requested
    union all by name
    select
        c.chain_id, c.block_number, c.log_index, c.time, c.job, c.model, 'completed' as action, r.buyer as requester_id,
        c.operator as worker_id, c.result_hash
    from event.masa_modelled_worker_nodes_job_completed c
    join event.masa_modelled_worker_nodes_job_requested r
        on r.chain_id = c.chain_id
        and r.contract_id = c.contract_id
        and r.job = c.job
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
