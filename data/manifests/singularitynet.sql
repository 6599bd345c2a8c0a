-- Which transfers moved AGIX?
insert into market.transfer
select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, 'singularitynet', t.contract_id, t."from", t."to", t.value
from event.singularitynet_agix_token_transfer t
where t.chain_id = $chain_id
    and t.block_number between $from_block and $to_block
    and t.value is not null;

-- Which services are on offer? The event does not name who registered them.
insert into market.asset
select
    e.chain_id, e.block_number, e.log_index, p.time, 'singularitynet',
    'singularitynet/0x' || lower(hex(e.org_id)) || '/0x' || lower(hex(e.service_id)),
    'service',
    coalesce(try(rtrim(decode(e.org_id), chr(0)) || '/' || rtrim(decode(e.service_id), chr(0))), '0x' || lower(hex(e.service_id))),
    null
from event.singularitynet_registry_service_created e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- What went into and out of the escrow? Both are transfers.
insert into market.payment
with moves as (
    select chain_id, block_number, log_index, contract_id, 'escrow_in' as role, sender as payer_id, contract_id as payee_id, amount
    from event.singularitynet_escrow_deposit_funds
    union all
    select chain_id, block_number, log_index, contract_id, 'release', contract_id, sender, amount
    from event.singularitynet_escrow_withdraw_funds
)
select
    m.chain_id, m.block_number, m.log_index, p.transaction_index, p.time, 'singularitynet', m.role, t.token_id, m.payer_id, m.payee_id,
    m.amount, null, 'transfer', max(t.log_index)
from moves m
join chain.place p using (chain_id, block_number, log_index)
join market.transfer t
    on t.chain_id = m.chain_id
    and t.block_number = m.block_number
    and t.transaction_index = p.transaction_index
    and t.sender_id = m.payer_id
    and t.recipient_id = m.payee_id
    and t.amount = m.amount
where m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
group by all;

-- What were providers paid from channels? The escrow's own books move; no transfer does until a withdrawal.
insert into market.payment
select
    c.chain_id, c.block_number, c.log_index, p.transaction_index, p.time, 'singularitynet', 'price', t.token_id, o.sender,
    c.recipient, c.claim_amount, null, 'internal', null
from event.singularitynet_escrow_channel_claim c
join chain.place p using (chain_id, block_number, log_index)
join event.singularitynet_escrow_channel_open o
    on o.chain_id = c.chain_id
    and o.contract_id = c.contract_id
    and o.channel_id = c.channel_id
join market.token t on t.chain_id = c.chain_id and t.system = 'singularitynet' and t.is_market_token
where c.chain_id = $chain_id
    and c.block_number between $from_block and $to_block
    and c.claim_amount > 0;

-- Who may call the services of a group of providers? Whoever has a channel to it. Its id says nothing of which services these
-- are: their metadata does, off chain.
insert into market.entitlement
select
    e.chain_id, e.block_number, e.log_index, p.time, 'singularitynet', 'singularitynet/group/0x' || lower(hex(e.group_id)), e.sender
from event.singularitynet_escrow_channel_open e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- What did consumers get back from channels into their balance? The contract's own figures are of no use: it empties the
-- channel before it emits sendBackAmount and, after a timeout, claimAmount, so both are 0. What went back is what the
-- channel held: opened with, added, less claimed and sent back before.
insert into market.payment
with sendbacks as (
    -- A claim that keeps nothing either emptied the channel or sent the rest back: in both the channel is empty.
    select chain_id, block_number, log_index, contract_id, channel_id
    from event.singularitynet_escrow_channel_claim
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
        and keep_amount = 0
    union all
    select chain_id, block_number, log_index, contract_id, channel_id
    from event.singularitynet_escrow_channel_sender_claim
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
),
-- Of history only the channels that are emptied in the range are read.
emptied as (
    select distinct chain_id, contract_id, channel_id
    from sendbacks
),
changes as (
    select chain_id, block_number, log_index, contract_id, channel_id, amount as change, false as is_sendback
    from event.singularitynet_escrow_channel_open
    semi join emptied using (chain_id, contract_id, channel_id)
    where block_number <= $to_block
    union all
    select chain_id, block_number, log_index, contract_id, channel_id, additional_funds, false
    from event.singularitynet_escrow_channel_add_funds
    semi join emptied using (chain_id, contract_id, channel_id)
    where block_number <= $to_block
    union all
    select chain_id, block_number, log_index, contract_id, channel_id, -claim_amount, keep_amount = 0
    from event.singularitynet_escrow_channel_claim
    semi join emptied using (chain_id, contract_id, channel_id)
    where block_number <= $to_block
    union all
    select chain_id, block_number, log_index, contract_id, channel_id, 0::hugeint, true
    from event.singularitynet_escrow_channel_sender_claim
    semi join emptied using (chain_id, contract_id, channel_id)
    where block_number <= $to_block
),
epochs as (
    select
        *,
        count(*) filter (is_sendback) over places - is_sendback::integer as epoch
    from changes
    window places as (partition by chain_id, contract_id, channel_id order by block_number, log_index)
),
returns as (
    select
        *,
        sum(change) over (partition by chain_id, contract_id, channel_id, epoch order by block_number, log_index) as amount
    from epochs
)
select
    r.chain_id, r.block_number, r.log_index, p.transaction_index, p.time, 'singularitynet', 'refund', t.token_id, r.contract_id,
    o.sender, r.amount, null, 'internal', null
from returns r
join chain.place p using (chain_id, block_number, log_index)
join event.singularitynet_escrow_channel_open o
    on o.chain_id = r.chain_id
    and o.contract_id = r.contract_id
    and o.channel_id = r.channel_id
join market.token t on t.chain_id = r.chain_id and t.system = 'singularitynet' and t.is_market_token
where r.chain_id = $chain_id
    and r.block_number between $from_block and $to_block
    and r.is_sendback
    and r.amount > 0;

-- Who claimed or received new tokens? A consumer's claim after a timeout names neither the consumer nor an amount.
insert into market.activity
with shown as (
    select chain_id, block_number, log_index, 'claim' as kind, recipient as party_id, t.token_id, claim_amount as amount
    from event.singularitynet_escrow_channel_claim
    join market.token t using (chain_id)
    where t.system = 'singularitynet' and t.is_market_token
    union all
    select c.chain_id, c.block_number, c.log_index, 'claim', o.sender, null, null
    from event.singularitynet_escrow_channel_sender_claim c
    left join event.singularitynet_escrow_channel_open o
        on o.chain_id = c.chain_id
        and o.contract_id = c.contract_id
        and o.channel_id = c.channel_id
    union all
    select chain_id, block_number, log_index, 'mint', "to", contract_id, value
    from event.singularitynet_agix_token_transfer
    where "from" = 0
)
select s.chain_id, s.block_number, s.log_index, p.time, 'singularitynet', s.kind, s.party_id, s.token_id, s.amount
from shown s
join chain.place p using (chain_id, block_number, log_index)
where s.chain_id = $chain_id
    and s.block_number between $from_block and $to_block;

-- Which documents describe the services? The registry holds their URIs, mostly ipfs://, which name what they hold.
insert into market.document
with pointed as (
    select chain_id, block_number, log_index, contract_id, org_id, service_id, metadata_uri
    from event.singularitynet_registry_service_created
    union all
    select chain_id, block_number, log_index, contract_id, org_id, service_id, metadata_uri
    from event.singularitynet_registry_service_metadata_modified
)
select
    d.chain_id, d.block_number, d.log_index, p.time, 'singularitynet', d.contract_id,
    'singularitynet/0x' || lower(hex(d.org_id)) || '/0x' || lower(hex(d.service_id)),
    coalesce(try(decode(d.metadata_uri)), '0x' || lower(hex(d.metadata_uri))), null, null, 'plain'
from pointed d
join chain.place p using (chain_id, block_number, log_index)
where d.chain_id = $chain_id
    and d.block_number between $from_block and $to_block
    and octet_length(d.metadata_uri) > 0;

-- Who deployed the token, and who signs the payments of a channel for its sender? The first role that a contract knows is
-- granted in its constructor, by its deployer.
insert into market.control
with shown as (
    select
        chain_id, min((block_number, log_index))[1] as block_number, min((block_number, log_index))[2] as log_index,
        contract_id as controlled_id, min_by(sender, (block_number, log_index)) as controller_id, 'deployer' as rule
    from event.singularitynet_agix_token_role_granted
    where chain_id = $chain_id
        and block_number <= $to_block
    group by all
    union all
    select chain_id, block_number, log_index, sender, signer, 'signer'
    from event.singularitynet_escrow_channel_open
    where sender <> signer
)
select s.chain_id, s.block_number, s.log_index, p.time, 'singularitynet', s.controlled_id, s.controller_id, s.rule
from shown s
join chain.place p using (chain_id, block_number, log_index)
where s.chain_id = $chain_id
    and s.block_number between $from_block and $to_block;

-- What is an asset of the registry?
insert into market.asset_trait by name
select
    chain_id, block_number, log_index, time, 'singularitynet' as system,
    'singularitynet/0x' || lower(hex(org_id)) || '/0x' || lower(hex(service_id)) as asset_key, 'service' as form
from event.singularitynet_registry_service_created
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
