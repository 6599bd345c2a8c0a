-- From its origin to the last coin: what do the chains say about one asset, layer by layer, in the order of time?
-- Facts on several chains join by the asset's key, by addresses (an account has the same one on every EVM chain), and by
-- the ids of messages.
with
-- What counts the steps of each kind and puts them in order: of an asset with a million payments few are shown, and the rest of what
-- those say is read for them alone. takes_part: its parties took part in the asset.
fact as materialized (
    select
        1 as layer, 'asset' as step, chain_id, block_number, log_index, time, owner_id as party_id, null::integer as other_id,
        kind || ' ' || name as detail, true as takes_part, null::bigint as contribution, null::bigint as payment
    from market.asset
    where asset_key = $asset
        and time <= $as_of
    union all
    select
        1, 'document', chain_id, block_number, log_index, time, contract_id, null,
        concat_ws(': ', status, nullif(reason, '')), false, null, null
    from document.status
    where asset_key = $asset
        and time <= $as_of
    union all
    select 1, 'contribution', chain_id, block_number, log_index, time, contributor_id, null, null, true, rowid, null
    from market.contribution
    where asset_key = $asset
        and time <= $as_of
    union all
    select
        1, 'work ' || action, chain_id, block_number, log_index, time, contributor_id, reviewer_id,
        concat_ws(', ', work_key, channel, if(quality_max < 1000, quality || ' of ' || quality_max, round(100.0 * quality / quality_max, 1) || ' %')), false, null, null
    from market.review_at(null, timestamp '9999-01-01')
    where asset_key = $asset
    union all
    select 2, 'access', chain_id, block_number, log_index, time, party_id, null, 'granted', true, null, null
    from market.entitlement
    where asset_key = $asset
        and time <= $as_of
    union all
    select 2, role, chain_id, block_number, log_index, time, payer_id, payee_id, null, true, null, rowid
    from market.payment
    where asset_key = $asset
        and time <= $as_of
),
step as (
    select * exclude (takes_part), null::integer as token_id, null::hugeint as amount
    from fact
    union all
    select
        3, m.direction, m.chain_id, m.block_number, m.log_index, m.time, m.party_id, null,
        case
            when m.direction = 'sent' and p.received_at > $as_of then 'in_flight'
            when m.direction = 'received' and p.sent_at > $as_of then 'unmatched'
            else p.status
        end || ': ' || m.protocol || ' message 0x' || lower(hex(m.message_id))
            || case m.direction when 'sent' then ' to ' else ' from ' end || m.peer,
        null, null, m.token_id, m.amount
    from market.message m
    join market.message_pair p using (system, protocol, message_id)
    where m.time <= $as_of
        and m.party_id <> 0
        and m.party_id in (
            select party_id from fact where takes_part
            union all
            select other_id from fact where takes_part
        )
),
-- No later step of its kind is shown; a long list is shown whole rather than put in order twice.
kind as (
    select
        layer, step, count(*) as steps,
        if($count > 1000, max(time), list_last(min(time, least($count, 1000)))) as last_shown
    from step
    group by all
),
placed as materialized (
    select *
    from (
        select
            s.*, k.steps,
            row_number() over (
                partition by layer, step order by time, chain_id, block_number, log_index, other_id
            ) as place
        from step s
        join kind k using (layer, step)
        where s.time <= k.last_shown
    )
    where place <= $count
),
shown as materialized (
    select
        p.* exclude (contribution, payment, token_id, amount, detail),
        coalesce(p.token_id, l.token_id) as token_id,
        coalesce(p.amount, l.amount) as amount,
        coalesce(p.detail, c.quantity || if(c.quantity = 1, ' unit', ' units'), 'evidence: ' || l.evidence) as detail
    from placed p
    left join (
        select rowid as contribution, quantity from market.contribution where rowid in (select contribution from placed)
    ) c using (contribution)
    left join (
        select rowid as payment, token_id, amount, evidence from market.payment where rowid in (select payment from placed)
    ) l using (payment)
),
-- As a list, of which DuckDB knows that it is short, and looks its values up instead of reading all addresses.
address as materialized (
    select address_id, address
    from chain.address
    where address_id in (select unnest(list(party_id) || list(other_id) || list(token_id)) from shown)
)
select
    s.layer, s.step, s.chain_id, s.block_number, s.log_index, s.time, a.address, o.address,
    coalesce(t.symbol, lower('0x' || hex(k.address))), coalesce(t.decimals, 0), s.amount, s.detail, s.steps
from shown s
left join address a on a.address_id = s.party_id
left join address o on o.address_id = s.other_id
left join address k on k.address_id = s.token_id
left join (
    select chain_id, token_id, any_value(symbol) as symbol, any_value(decimals) as decimals
    from market.token
    group by all
) t
    on t.chain_id = s.chain_id
    and t.token_id = s.token_id
order by s.layer, s.time, s.chain_id, s.block_number, s.log_index, s.step, s.place;
