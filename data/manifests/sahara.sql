-- Which transfers moved the market's token, or the partner's?
insert into market.transfer
select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, 'sahara', t.contract_id, t."from", t."to", t.value
from (
    from event.sahara_sahara_token_transfer
    union all by name
    from event.sahara_modelled_partner_token_transfer
) t
where t.chain_id = $chain_id
    and t.block_number between $from_block and $to_block
    and t.value is not null;

-- Which contracts hold tokens, and what for?
insert into market.holder
select chain_id, from_block, address_id, 'sahara', 'escrow'
from chain.contract
where system = 'sahara'
    and kind in ('modelled_registry', 'modelled_task_board', 'modelled_api_settlement')
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- Which assets are registered? Anyone may.
insert into market.asset
select
    chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)),
    if(kind in ('dataset', 'model'), kind, 'service'), name, owner
from event.sahara_modelled_registry_asset_registered
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who brought data? A dataset's registration is one contribution, and so is each piece of work that was accepted.
insert into market.contribution
select chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), contributor, 1
from (
    select chain_id, block_number, log_index, time, asset, owner as contributor
    from event.sahara_modelled_registry_asset_registered
    where kind = 'dataset'
    union all
    select r.chain_id, r.block_number, r.log_index, r.time, r.asset, s.contributor
    from event.sahara_modelled_task_board_work_reviewed r
    join event.sahara_modelled_task_board_work_submitted s
        on s.chain_id = r.chain_id
        and s.contract_id = r.contract_id
        and s.submission = r.submission
    where r.accepted
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Whose is each asset, and who worked on it?
insert into market.attribution
select chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), party_id, role, share_ppm
from (
    select
        chain_id, block_number, log_index, time, asset, owner as party_id,
        case kind when 'dataset' then 'data_provider' when 'model' then 'developer' else 'owner' end as role,
        1000000 as share_ppm
    from event.sahara_modelled_registry_asset_registered
    union all
    select r.chain_id, r.block_number, r.log_index, r.time, r.asset, s.contributor, 'annotator', null
    from event.sahara_modelled_task_board_work_reviewed r
    join event.sahara_modelled_task_board_work_submitted s
        on s.chain_id = r.chain_id
        and s.contract_id = r.contract_id
        and s.submission = r.submission
    where r.accepted
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Under which terms may an asset be reused? What each of them says is in market.licence_term.
insert into market.licence
select
    chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), "by",
    'sahara/' || terms || if(permits_reuse, '', ' (no reuse)') || ' for ' || price
from event.sahara_modelled_registry_licence_set
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What does an asset owe upstream?
insert into market.royalty_term
select chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), t.event, t.ppm
from event.sahara_modelled_registry_licence_set,
    unnest([{event: 'call', ppm: call_ppm}, {event: 'composition', ppm: composition_ppm}]) u(t)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What is each asset made of?
insert into market.provenance
select
    chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), 'was_derived_from',
    'sahara/0x' || lower(hex(parent)), weight, 'declared', 1000000
from event.sahara_modelled_registry_composed
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which documents do assets name? Only the hash of the plain content is on chain.
insert into market.document
select
    chain_id, block_number, log_index, time, 'sahara', contract_id, 'sahara/0x' || lower(hex(asset)), uri, content_hash, 'sha256',
    if(encrypted, 'encrypted', 'plain')
from event.sahara_modelled_registry_asset_registered
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and uri <> '';

-- Who vouches for work? For the work, not for the dataset: what is rejected does not become part of it.
insert into market.attestation
select chain_id, block_number, log_index, time, 'sahara', 'sahara/work/' || submission, reviewer, 'validation', accepted
from event.sahara_modelled_task_board_work_reviewed
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which work was handed in for which task, and what did its reviewer say of it? Scores are parts per million.
insert into market.review
with work as (
    select s.*, o.asset, o.kind
    from event.sahara_modelled_task_board_work_submitted s
    join event.sahara_modelled_task_board_task_opened o
        on o.chain_id = s.chain_id
        and o.contract_id = s.contract_id
        and o.task = s.task
)
select
    e.chain_id, e.block_number, e.log_index, e.time, 'sahara', 'sahara/work/' || w.submission, 'sahara/task/0x' || lower(hex(w.task)),
    coalesce(w.kind, 'unnamed'), 'sahara/0x' || lower(hex(w.asset)), w.contributor, e.reviewer, e.action, e.quality, if(e.quality is null, null, 1000000)
from (
    select chain_id, block_number, log_index, time, contract_id, submission, null::integer as reviewer, 'submitted' as action,
        null::hugeint as quality
    from work
    union all
    select chain_id, block_number, log_index, time, contract_id, submission, reviewer, if(accepted, 'accepted', 'rejected'),
        if(quality_ppm <= 1000000, quality_ppm, null)
    from event.sahara_modelled_task_board_work_reviewed
) e
join work w on w.chain_id = e.chain_id and w.contract_id = e.contract_id and w.submission = e.submission
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who may use which asset? Calls here, calls from another chain (on that chain), and calls to the Web2 API.
insert into market.entitlement
select chain_id, block_number, log_index, time, 'sahara', 'sahara/0x' || lower(hex(asset)), party_id
from (
    select chain_id, block_number, log_index, time, asset, caller as party_id
    from event.sahara_modelled_registry_asset_called
    union all
    select chain_id, block_number, log_index, time, asset, caller
    from event.sahara_modelled_reuse_desk_reuse_requested
    union all
    select chain_id, block_number, log_index, time, asset, application
    from event.sahara_modelled_api_settlement_call_settled
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What was paid for what? Each label names its transfer: the last one before it in its transaction from the payer and to the
-- payee, where the event says who that is, in the token and amount that it says.
insert into market.payment
with labels as (
    -- The whole price of a call goes to the asset's owner, who pays its royalties out of it.
    select chain_id, block_number, log_index, transaction_index, time, 'price' as role, caller as payer_id,
        null::integer as payee_id, price as amount, asset, null::integer as token_id
    from event.sahara_modelled_registry_asset_called
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'price', contract_id, null, amount, asset, null
    from event.sahara_modelled_registry_reuse_settled
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'royalty', null, payee, amount, asset, null
    from event.sahara_modelled_registry_royalty_paid
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', requester, contract_id, escrow, asset, null
    from event.sahara_modelled_task_board_task_opened
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', requester, contract_id, partner_escrow, asset, -1
    from event.sahara_modelled_task_board_task_opened
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'reward', contract_id, contributor, amount, asset, token
    from event.sahara_modelled_task_board_reward_paid
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'refund', contract_id, requester, amount, null, token
    from event.sahara_modelled_task_board_rest_returned
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'price', contract_id, provider, amount, asset, null
    from event.sahara_modelled_api_settlement_call_settled
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', application, contract_id, amount, null, null
    from event.sahara_modelled_api_settlement_deposited
),
coin as (
    select chain_id, address_id as token_id, kind
    from chain.contract
    where system = 'sahara'
        and kind in ('sahara_token', 'modelled_partner_token')
)
select
    l.chain_id, l.block_number, l.log_index, l.transaction_index, l.time, 'sahara', l.role, t.token_id, t.sender_id,
    t.recipient_id, l.amount, 'sahara/0x' || lower(hex(l.asset)), 'transfer', t.log_index
from labels l
join coin c
    on c.chain_id = l.chain_id
    and case when l.token_id > 0 then c.token_id = l.token_id
        when l.token_id = -1 then c.kind = 'modelled_partner_token'
        else c.kind = 'sahara_token' end
join market.transfer t
    on t.chain_id = l.chain_id
    and t.block_number = l.block_number
    and t.transaction_index = l.transaction_index
    and t.system = 'sahara'
    and t.token_id = c.token_id
    and t.sender_id = coalesce(l.payer_id, t.sender_id)
    and t.recipient_id = coalesce(l.payee_id, t.recipient_id)
    and t.amount = l.amount
    and t.log_index < l.log_index
where l.chain_id = $chain_id
    and l.block_number between $from_block and $to_block
    and l.amount > 0
qualify row_number() over (partition by l.block_number, l.log_index, l.role, t.token_id order by t.log_index desc) = 1;

-- Which calls went to another chain, or came from one? LayerZero's guid joins the two ends.
insert into market.message
select
    chain_id, block_number, log_index, transaction_index, time, 'sahara', 'layerzero', guid, direction, peer, party_id, contract_id,
    amount
from (
    select chain_id, block_number, log_index, transaction_index, time, guid, 'sent' as direction, dst_eid as peer,
        from_address as party_id, contract_id, amount_sent_ld as amount
    from event.sahara_sahara_token_oft_sent
    union all
    select chain_id, block_number, log_index, transaction_index, time, guid, 'received', src_eid, to_address, contract_id,
        amount_received_ld
    from event.sahara_sahara_token_oft_received
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who bridged, earned, claimed or received new tokens?
insert into market.activity
select chain_id, block_number, log_index, time, 'sahara', kind, party_id, token_id, amount
from (
    select chain_id, block_number, log_index, time, 'bridge' as kind, from_address as party_id, contract_id as token_id,
        amount_sent_ld as amount
    from event.sahara_sahara_token_oft_sent
    union all
    select chain_id, block_number, log_index, time, 'bridge', to_address, contract_id, amount_received_ld
    from event.sahara_sahara_token_oft_received
    union all
    select chain_id, block_number, log_index, time, 'claim', contributor, token, amount
    from event.sahara_modelled_task_board_reward_paid
    union all
    select chain_id, block_number, log_index, time, 'mint', "to", contract_id, value
    from event.sahara_sahara_token_transfer
    where "from" = 0
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
