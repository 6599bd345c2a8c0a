-- What is each asset like? A registration and the licence tell; so does a review of work that was accepted into it.
insert into market.asset_trait by name
select
    chain_id, block_number, log_index, time, 'sahara' as system, 'sahara/0x' || lower(hex(asset)) as asset_key, form, is_encrypted,
    exclusivity, quality_ppm, verification, content_hash
from (
    select
        chain_id, block_number, log_index, time, asset,
        if(kind in ('dataset', 'model', 'specialised_model', 'agent', 'assistant', 'service'), kind, null) as form,
        encrypted as is_encrypted, 'declared' as verification,
        if(content_hash = unhex(repeat('00', 32)), null, content_hash) as content_hash
    from event.sahara_modelled_registry_asset_registered
    union all by name
    select chain_id, block_number, log_index, time, asset, if(permits_reuse, 'open', 'limited') as exclusivity
    from event.sahara_modelled_registry_licence_set
    union all by name
    select chain_id, block_number, log_index, time, asset, quality_ppm::integer as quality_ppm, 'reviewed' as verification
    from event.sahara_modelled_task_board_work_reviewed
    where accepted
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who agrees that others build on what is his, and who took that back? A licence that never permitted it takes nothing back.
insert into market.consent
select
    chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), "by", 'training',
    if(permits_reuse, 'given', 'revoked'), null
from (
    select *, coalesce(lag(permits_reuse) over (partition by asset order by block_number, log_index), false) as permitted
    from event.sahara_modelled_registry_licence_set
    where chain_id = $chain_id
        and block_number <= $to_block
)
where block_number >= $from_block
    and permits_reuse <> permitted;

-- What do the terms say? What the registry does not say is null: it knows no share that is owed to the licensor.
insert into market.licence_term by name
select
    e.chain_id, e.block_number, e.log_index, e.time, 'sahara' as system,
    'sahara/' || e.terms || if(e.permits_reuse, '', ' (no reuse)') || ' for ' || e.price as terms_key, e."by" as author_id,
    e.permits_reuse as allows_derivatives, false as is_exclusive, t.token_id, e.price as fee
from event.sahara_modelled_registry_licence_set e
join market.token t on t.chain_id = e.chain_id and t.system = 'sahara' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who got a use of an asset under its terms, and who made something of it? A call is a grant, and the price that was paid for it
-- its leg; terms are those that held then.
insert into market.licence_use
with used as (
    select chain_id, block_number, log_index, transaction_index, time, asset, 'granted' as action, caller as licensee_id,
        null::blob as made
    from event.sahara_modelled_registry_asset_called
    union all
    select chain_id, block_number, log_index, transaction_index, time, asset, 'granted', caller, null
    from event.sahara_modelled_registry_reuse_settled
    union all
    select chain_id, block_number, log_index, transaction_index, time, asset, 'granted', application, null
    from event.sahara_modelled_api_settlement_call_settled
    union all
    select c.chain_id, c.block_number, c.log_index, c.transaction_index, c.time, c.parent, 'reused', r.owner, c.asset
    from event.sahara_modelled_registry_composed c
    join event.sahara_modelled_registry_asset_registered r
        on r.chain_id = c.chain_id
        and r.contract_id = c.contract_id
        and r.asset = c.asset
),
ruled as (
    select
        u.chain_id, u.block_number, u.log_index, u.transaction_index, u.time, u.asset, u.action, u.licensee_id, u.made,
        arg_max(
            'sahara/' || l.terms || if(l.permits_reuse, '', ' (no reuse)') || ' for ' || l.price, (l.block_number, l.log_index)
        ) as terms_key
    from used u
    join event.sahara_modelled_registry_licence_set l
        on l.chain_id = u.chain_id
        and l.asset = u.asset
        and (l.block_number, l.log_index) < (u.block_number, u.log_index)
    where u.chain_id = $chain_id
        and u.block_number between $from_block and $to_block
    group by all
)
select
    u.chain_id, u.block_number, u.log_index, u.transaction_index, u.time, 'sahara', 'sahara/0x' || lower(hex(u.asset)), u.terms_key,
    u.action, u.licensee_id, 'sahara/0x' || lower(hex(u.made)), p.token_id, p.amount, p.leg_log_index, null
from ruled u
left join market.payment p
    on p.chain_id = u.chain_id
    and p.block_number = u.block_number
    and p.log_index = u.log_index
    and p.system = 'sahara'
    and p.role = 'price';

-- Which calls off the chain were settled together? Payer, service and asset are named where all calls of a batch have one.
insert into market.settlement by name
select
    b.chain_id, b.block_number, b.log_index, b.transaction_index, b.time, 'sahara' as system,
    'sahara/batch/0x' || lower(hex(b.root)) as batch_key,
    if(count(distinct c.asset) = 1, 'sahara/0x' || lower(hex(any_value(c.asset))), null) as asset_key,
    if(count(distinct c.application) = 1, any_value(c.application), null) as payer_id,
    if(count(distinct c.provider) = 1, any_value(c.provider), null) as service_id,
    b.calls, b.root, t.token_id, b.total as amount
from event.sahara_modelled_api_settlement_batch_settled b
join event.sahara_modelled_api_settlement_call_settled c
    on c.chain_id = b.chain_id
    and c.block_number = b.block_number
    and c.transaction_index = b.transaction_index
    and c.contract_id = b.contract_id
    and c.root = b.root
join market.token t on t.chain_id = b.chain_id and t.system = 'sahara' and t.is_market_token
where b.chain_id = $chain_id
    and b.block_number between $from_block and $to_block
group by all;

-- What labelling was asked for, taken on, and accepted or not?
insert into market.job by name
with work as (
    select s.*, o.asset, o.requester, o.kind
    from event.sahara_modelled_task_board_work_submitted s
    join event.sahara_modelled_task_board_task_opened o
        on o.chain_id = s.chain_id
        and o.contract_id = s.contract_id
        and o.task = s.task
),
told as (
    select chain_id, block_number, log_index, time, 'task/0x' || lower(hex(task)) as job, asset, kind, 'requested' as action,
        requester as requester_id, null::integer as worker_id, null::blob as result_hash
    from event.sahara_modelled_task_board_task_opened
    union all
    select chain_id, block_number, log_index, time, 'work/' || submission, asset, kind, 'assigned', requester, contributor, content_hash
    from work
    union all
    select r.chain_id, r.block_number, r.log_index, r.time, 'work/' || r.submission, w.asset, w.kind,
        if(r.accepted, 'completed', 'failed'), w.requester, w.contributor, w.content_hash
    from event.sahara_modelled_task_board_work_reviewed r
    join work w
        on w.chain_id = r.chain_id
        and w.contract_id = r.contract_id
        and w.submission = r.submission
)
select
    chain_id, block_number, log_index, time, 'sahara' as system, 'sahara/' || job as job_key,
    'sahara/0x' || lower(hex(asset)) as asset_key,
    if(kind in ('training', 'inference', 'collection', 'evaluation', 'compute'), kind, 'labelling') as kind, action, requester_id,
    worker_id, result_hash
from told
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What did people collect by labelling? One piece of work that was accepted.
insert into market.collection
select
    r.chain_id, r.block_number, r.log_index, r.time, 'sahara', 'sahara/0x' || lower(hex(r.asset)), s.contributor, 'labelling', 1,
    s.content_hash
from event.sahara_modelled_task_board_work_reviewed r
join event.sahara_modelled_task_board_work_submitted s
    on s.chain_id = r.chain_id
    and s.contract_id = r.contract_id
    and s.submission = r.submission
where r.accepted
    and r.chain_id = $chain_id
    and r.block_number between $from_block and $to_block;
