-- From its origin to the last coin: what do the chains say about one asset, layer by layer, in the order of time?
-- Facts on several chains join by the asset's key, by addresses (an account has the same one on every EVM chain), and by
-- the ids of messages.
with
asset as (from market.asset where asset_key = $asset and time <= $as_of),
paid as (from market.payment where asset_key = $asset and time <= $as_of),
contributed as (from market.contribution where asset_key = $asset and time <= $as_of),
party as (
    select owner_id as party_id from asset
    union
    select contributor_id from contributed
    union
    select payer_id from paid
    union
    select payee_id from paid
    union
    select party_id from market.entitlement where asset_key = $asset and time <= $as_of
),
step as (
    select
        1 as layer, 'asset' as step, chain_id, block_number, log_index, time, owner_id as party_id,
        null::integer as other_id, null::integer as token_id, null::hugeint as amount, kind || ' ' || name as detail
    from asset
    union all
    select
        1, 'document', chain_id, block_number, log_index, time, contract_id, null, null, null,
        concat_ws(': ', status, nullif(reason, ''))
    from document.status
    where asset_key = $asset
        and time <= $as_of
    union all
    select
        1, 'contribution', chain_id, block_number, log_index, time, contributor_id, null, null, null,
        quantity || if(quantity = 1, ' unit', ' units')
    from contributed
    union all
    select
        1, 'work ' || action, chain_id, block_number, log_index, time, contributor_id, reviewer_id, null, null,
        concat_ws(', ', work_key, channel, if(quality is null, null, quality || ' of ' || quality_max))
    from market.review_at(null, timestamp '9999-01-01')
    where asset_key = $asset
    union all
    select 2, 'access', chain_id, block_number, log_index, time, party_id, null, null, null, 'granted'
    from market.entitlement
    where asset_key = $asset
        and time <= $as_of
    union all
    select
        2, role, chain_id, block_number, log_index, time, payer_id, payee_id, token_id, amount,
        'evidence: ' || evidence
    from paid
    union all
    select
        3, m.direction, m.chain_id, m.block_number, m.log_index, m.time, m.party_id, null, m.token_id, m.amount,
        case
            when m.direction = 'sent' and p.received_at > $as_of then 'in_flight'
            when m.direction = 'received' and p.sent_at > $as_of then 'unmatched'
            else p.status
        end || ': ' || m.protocol || ' message 0x' || lower(hex(m.message_id))
            || case m.direction when 'sent' then ' to ' else ' from ' end || m.peer
    from market.message m
    join market.message_pair p using (system, protocol, message_id)
    where m.time <= $as_of
        and m.party_id <> 0
        and m.party_id in (select party_id from party)
),
counted as (
    select
        *,
        count(*) over (partition by layer, step) as steps,
        row_number() over (partition by layer, step order by time, chain_id, block_number, log_index, other_id) as place
    from step
)
select
    c.layer, c.step, c.chain_id, c.block_number, c.log_index, c.time, a.address, o.address,
    coalesce(t.symbol, lower('0x' || hex(k.address))), coalesce(t.decimals, 0), c.amount, c.detail, c.steps
from counted c
left join chain.address a on a.address_id = c.party_id
left join chain.address o on o.address_id = c.other_id
left join chain.address k on k.address_id = c.token_id
left join (
    select chain_id, token_id, any_value(symbol) as symbol, any_value(decimals) as decimals
    from market.token
    group by all
) t
    on t.chain_id = c.chain_id
    and t.token_id = c.token_id
where c.place <= $count
order by c.layer, c.time, c.chain_id, c.block_number, c.log_index, c.step, c.place;
