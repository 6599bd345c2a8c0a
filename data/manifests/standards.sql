-- Which transfers moved tokens?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'standards', contract_id, "from", "to", value
from event.standards_erc20_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and value is not null;

-- What was paid by x402? A payer signs, somebody else submits: EIP-3009's log and the transfer right after or before it are one.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'standards', 'price', t.token_id, t.sender_id,
    t.recipient_id, t.amount, null, 'transfer', t.log_index
from event.standards_erc20_authorization_used e
join market.transfer t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = e.transaction_index
    and t.system = 'standards'
    and t.token_id = e.contract_id
    and t.sender_id = e.authorizer
    and t.log_index = e.log_index + 1
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and t.amount > 0;

-- Which tokens and agents came into being, and whose are they? A number that is no integer here, as of ids that are hashes, is
-- written in hex.
insert into market.asset
select e.chain_id, e.block_number, e.log_index, e.time, 'standards', 'standards/0x' || lower(hex(a.address)) || '/' || e.id, e.kind, e.name, e.owner_id
from (
    select chain_id, block_number, log_index, time, contract_id, coalesce(token_id::varchar, '0x' || lower(hex(token_id_wide))) as id,
        'dataset' as kind, 'Token ' || id as name, "to" as owner_id
    from event.standards_erc721_transfer
    where "from" = 0
    union all
    select chain_id, block_number, log_index, time, contract_id, coalesce(agent_id::varchar, '0x' || lower(hex(agent_id_wide))) as agent, 'service', 'Agent ' || agent, owner
    from event.standards_agent_registry_registered
) e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who holds a token that is one of a kind, from when on?
insert into market.attribution
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', 'standards/0x' || lower(hex(a.address)) || '/' || e.token_id,
    e.party_id, 'owner', e.share_ppm
from (
    select chain_id, block_number, log_index, time, contract_id, coalesce(token_id::varchar, '0x' || lower(hex(token_id_wide))) as token_id,
        "from" as party_id, 0 as share_ppm
    from event.standards_erc721_transfer
    where "from" <> 0
    union all
    select chain_id, block_number, log_index, time, contract_id, coalesce(token_id::varchar, '0x' || lower(hex(token_id_wide))), "to", 1000000
    from event.standards_erc721_transfer
    where "to" <> 0
) e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who may use a rented token, and who holds parts of a token of many?
insert into market.entitlement
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', 'standards/0x' || lower(hex(a.address)) || '/' || e.id, e.party_id
from (
    select chain_id, block_number, log_index, time, contract_id, coalesce(token_id::varchar, '0x' || lower(hex(token_id_wide))) as id,
        "user" as party_id
    from event.standards_erc721_update_user
    where "user" <> 0
    union all
    select chain_id, block_number, log_index, time, contract_id, coalesce(id::varchar, '0x' || lower(hex(id_wide))), "to"
    from event.standards_erc1155_transfer_single
    where "to" <> 0
    union all
    -- A list of ids is text in JSON, in decimal digits.
    select chain_id, block_number, log_index, time, contract_id, unnest(ids::json::varchar[]), "to"
    from event.standards_erc1155_transfer_batch
    where "to" <> 0
) e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and (e.id.starts_with('0x') or len(e.id) <= 38);

-- Which ids of a list are no integers here? Their keys would not be those that single transfers have.
insert into chain.quarantine
select
    chain_id, block_number, log_index, contract_id, 'amount',
    'TransferBatch of id ' || min(id) || '; the mapping reads ids below 10^38 of lists.'
from (
    select chain_id, block_number, log_index, contract_id, unnest(ids::json::varchar[]) as id
    from event.standards_erc1155_transfer_batch
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block
    and len(id) > 38
group by all;

-- Which documents do agents and tokens of many name?
insert into market.document
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', e.contract_id,
    'standards/0x' || lower(hex(a.address)) || '/' || e.id, e.uri, null, null, 'plain'
from (
    select chain_id, block_number, log_index, time, contract_id, coalesce(agent_id::varchar, '0x' || lower(hex(agent_id_wide))) as id,
        agent_uri as uri
    from event.standards_agent_registry_registered
    union all
    select chain_id, block_number, log_index, time, contract_id, coalesce(id::varchar, '0x' || lower(hex(id_wide))), value
    from event.standards_erc1155_uri
) e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.uri <> '';

-- Who vouches for whom, and who takes it back? Feedback below zero is a rejection.
insert into market.attestation
select chain_id, block_number, log_index, time, 'standards', subject, party_id, 'validation', is_accepted
from (
    select chain_id, block_number, log_index, time, 'eas/0x' || lower(hex(uid)) as subject, attester as party_id, true as is_accepted
    from event.standards_eas_attested
    union all
    select chain_id, block_number, log_index, time, 'eas/0x' || lower(hex(uid)), attester, false
    from event.standards_eas_revoked
    union all
    select chain_id, block_number, log_index, time, 'agent/' || coalesce(agent_id::varchar, '0x' || lower(hex(agent_id_wide))), client_address,
        value >= 0
    from event.standards_agent_reputation_new_feedback
    union all
    -- What is taken back is the feedback, whatever it said of the agent.
    select chain_id, block_number, log_index, time,
        'agent/' || coalesce(agent_id::varchar, '0x' || lower(hex(agent_id_wide))) || '/feedback/' || feedback_index, client_address, false
    from event.standards_agent_reputation_feedback_revoked
)
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which wallets vest? A wallet names no token: it is known from its first release on. The chain's coin has address 0.
insert into market.vesting
select v.chain_id, r.block_number, 'standards', v.contract_id, c.name, r.token, v.owner, v.start, v.start, v.duration
from (
    from (
        from event.standards_vesting_wallet_erc20_released
        union all by name
        select *, 0 as token
        from event.standards_vesting_wallet_ether_released
    )
    where chain_id = $chain_id
        and block_number <= $to_block
    qualify row_number() over (partition by contract_id, token order by block_number, log_index) = 1
) r
join event.standards_vesting_wallet_values v on v.chain_id = r.chain_id and v.contract_id = r.contract_id
join chain.contract c on c.chain_id = v.chain_id and c.address_id = v.contract_id
where r.block_number >= $from_block
    -- Whoever does not answer is in quarantine.
    and v.owner is not null
    and v.start is not null
    and v.duration is not null;

-- Which streams were made? What a stream holds is what was paid for it less the broker's fee, and in older contracts the protocol's.
insert into market.stream
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards',
    'standards/0x' || lower(hex(a.address)) || '/' || coalesce(e.stream_id::varchar, '0x' || lower(hex(e.stream_id_wide))),
    e.contract_id, c.name || ' ' || coalesce(e.stream_id::varchar, '0x' || lower(hex(e.stream_id_wide))), e.asset, e.recipient,
    (e.times ->> '$[0]')::hugeint, (e.times ->> '$[1]')::hugeint, (e.times ->> '$[#-1]')::hugeint - (e.times ->> '$[0]')::hugeint,
    try_cast(e.amounts ->> '$[0]' as hugeint)
from (
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, asset, recipient, amounts, timestamps as times
    from event.standards_sablier_lockup_create_lockup_linear_stream
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, asset, recipient, amounts, "range"
    from event.standards_sablier_lockup_create_lockup_linear_stream_2
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, asset, recipient, amounts, "range"
    from event.standards_sablier_lockup_create_lockup_linear_stream_3
    union all
    -- Tranches and segments have no cliff: the second of two times is the end.
    select
        chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, asset, recipient, amounts,
        json_array(times -> '$[0]', times -> '$[0]', times -> '$[1]')
    from (
        select *, timestamps as times from event.standards_sablier_lockup_create_lockup_tranched_stream
        union all by name
        select *, timestamps as times from event.standards_sablier_lockup_create_lockup_dynamic_stream
        union all by name
        select *, "range" as times from event.standards_sablier_lockup_create_lockup_dynamic_stream_2
        union all by name
        select *, "range" as times from event.standards_sablier_lockup_create_lockup_dynamic_stream_3
    )
) e
join chain.address a on a.address_id = e.contract_id
join chain.contract c on c.chain_id = e.chain_id and c.address_id = e.contract_id and c.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- From version 2.0 on most of it is told in one tuple, whose addresses have no ids: the recipient is who was given the stream's own
-- token, and the stream's token is one that is known here.
insert into market.stream
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', 'standards/0x' || lower(hex(a.address)) || '/' || e.stream_id,
    e.contract_id, c.name || ' ' || e.stream_id, k.address_id, m."to",
    (e.told ->> '$[7][0]')::hugeint, (e.told ->> '$[7][0]')::hugeint, (e.told ->> '$[7][1]')::hugeint - (e.told ->> '$[7][0]')::hugeint,
    try_cast(coalesce(e.told ->> '$[3][0]', e.told ->> '$[3]') as hugeint)
from (
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_linear_stream_4
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_linear_stream_5
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_linear_stream_6
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_tranched_stream_2
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_tranched_stream_3
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_dynamic_stream_4
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, stream_id, common_params as told
    from event.standards_sablier_lockup_create_lockup_dynamic_stream_5
) e
join event.standards_sablier_lockup_transfer m
    on m.chain_id = e.chain_id
    and m.block_number = e.block_number
    and m.transaction_index = e.transaction_index
    and m.contract_id = e.contract_id
    and m.token_id = e.stream_id
    and m."from" = 0
join chain.address k on k.address = unhex(substr(e.told ->> '$[4]', 3))
join chain.address a on a.address_id = e.contract_id
join chain.contract c on c.chain_id = e.chain_id and c.address_id = e.contract_id and c.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- What a stream that waits for a price was made with is in no log of its own but its oracle and its target: the amount is the last
-- that was paid into the contract before it, after the stream's own token was made. When it ends, which sets all free whatever the
-- price, no log says: it has no duration, and one part at the last second that its contract can hold.
insert into market.stream
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', 'standards/0x' || lower(hex(a.address)) || '/' || e.stream_id,
    e.contract_id, c.name || ' ' || e.stream_id, max_by(t.token_id, t.log_index), m."to", epoch(e.time)::hugeint, epoch(e.time)::hugeint,
    0, max_by(t.amount, t.log_index)
from event.standards_sablier_lockup_create_lockup_price_gated_stream e
join event.standards_sablier_lockup_transfer m
    on m.chain_id = e.chain_id
    and m.block_number = e.block_number
    and m.transaction_index = e.transaction_index
    and m.contract_id = e.contract_id
    and m.token_id = e.stream_id
    and m."from" = 0
join market.transfer t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = e.transaction_index
    and t.recipient_id = e.contract_id
    and t.log_index between m.log_index and e.log_index
join chain.address a on a.address_id = e.contract_id
join chain.contract c on c.chain_id = e.chain_id and c.address_id = e.contract_id and c.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
group by all;

insert into market.stream_part
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', s.stream_key, 1, 1099511627775, 1099511627775, s.amount, null
from event.standards_sablier_lockup_create_lockup_price_gated_stream e
join market.stream s
    on s.chain_id = e.chain_id
    and s.block_number = e.block_number
    and s.log_index = e.log_index
    and s.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- A linear stream of these frees one amount at its start and one at its cliff, and the rest evenly from there to its end: from
-- version 4.0 on in steps of whole granularities, each floored, and what is left at the end. Of more than 1500 steps one every
-- moment is told, which is ahead of its contract by less than a step.
insert into market.stream_part
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', 'standards/0x' || lower(hex(a.address)) || '/' || e.stream_id,
    e.told.part, e.told.from_seconds, e.told.to_seconds, e.told.amount, e.told.exponent
from (
    select
        chain_id, block_number, log_index, time, contract_id, stream_id,
        unnest([
            {
                'part': 1, 'from_seconds': started, 'to_seconds': started, 'amount': at_start, 'exponent': null::hugeint
            },
            {
                'part': 2, 'from_seconds': started, 'to_seconds': runs_from, 'amount': at_cliff, 'exponent': null
            }
        ] || case
            when steps >= 0 then list_transform(range(1, steps::bigint + 2), lambda step: {
                'part': 2 + step::integer,
                'from_seconds': runs_from + (step - 1) * granularity,
                'to_seconds': least(ended, runs_from + step * granularity),
                'amount': if(step > steps, rest, market.mul_div(rest, step * granularity, ended - runs_from))
                    - market.mul_div(rest, (step - 1) * granularity, ended - runs_from),
                'exponent': null::hugeint
            })
            else [{
                'part': 3, 'from_seconds': runs_from, 'to_seconds': ended, 'amount': rest, 'exponent': 1000000000000000000::hugeint
            }]
        end) as told
    from (
        select
            *, greatest(cliff, started) as runs_from, deposit - at_start - at_cliff as rest,
            -- Whole steps before the end.
            if(
                granularity > 1 and (ended - greatest(cliff, started) - 1) // granularity < 1500,
                (ended - greatest(cliff, started) - 1) // granularity, null
            ) as steps
        from (
            select
                chain_id, block_number, log_index, time, contract_id, stream_id, cliff_time::hugeint as cliff,
                (common_params ->> '$[7][0]')::hugeint as started,
                (common_params ->> '$[7][1]')::hugeint as ended,
                try_cast(coalesce(common_params ->> '$[3][0]', common_params ->> '$[3]') as hugeint) as deposit,
                try_cast(unlock_amounts ->> '$[0]' as hugeint) as at_start,
                try_cast(unlock_amounts ->> '$[1]' as hugeint) as at_cliff,
                granularity::hugeint as granularity
            from (
                from event.standards_sablier_lockup_create_lockup_linear_stream_4
                union all by name
                from event.standards_sablier_lockup_create_lockup_linear_stream_5
                union all by name
                from event.standards_sablier_lockup_create_lockup_linear_stream_6
            )
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
        )
    )
    where cliff > 0
        or at_start > 0
        or steps >= 0
) e
join chain.address a on a.address_id = e.contract_id;

-- In which parts do streams come free? A part begins where the one before it ends, the first with the stream.
insert into market.stream_part
with made as (
    select
        chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, timestamps as times,
        tranches as parts, 1 as end_place
    from event.standards_sablier_lockup_create_lockup_tranched_stream
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, timestamps, segments, 2
    from event.standards_sablier_lockup_create_lockup_dynamic_stream
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, "range", segments, 2
    from event.standards_sablier_lockup_create_lockup_dynamic_stream_2
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, "range", segments, 2
    from event.standards_sablier_lockup_create_lockup_dynamic_stream_3
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, common_params -> '$[7]', tranches, 1
    from event.standards_sablier_lockup_create_lockup_tranched_stream_2
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, common_params -> '$[7]', tranches, 1
    from event.standards_sablier_lockup_create_lockup_tranched_stream_3
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, common_params -> '$[7]', segments, 2
    from event.standards_sablier_lockup_create_lockup_dynamic_stream_4
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, common_params -> '$[7]', segments, 2
    from event.standards_sablier_lockup_create_lockup_dynamic_stream_5
),
part as (
    select *, unnest(parts::json::json[]) as told, generate_subscripts(parts::json::json[], 1) as part
    from made
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
)
select
    p.chain_id, p.block_number, p.log_index, p.time, 'standards',
    'standards/0x' || lower(hex(a.address)) || '/' || coalesce(p.stream_id::varchar, '0x' || lower(hex(p.stream_id_wide))),
    p.part,
    coalesce(lag((p.told ->> p.end_place)::hugeint) over stream, (p.times ->> '$[0]')::hugeint),
    (p.told ->> p.end_place)::hugeint,
    try_cast(p.told ->> '$[0]' as hugeint),
    if(p.end_place = 2, (p.told ->> '$[1]')::hugeint, null)
from part p
join chain.address a on a.address_id = p.contract_id
window stream as (partition by p.block_number, p.log_index order by p.part);

-- What left them?
insert into market.stream_move
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards',
    'standards/0x' || lower(hex(a.address)) || '/' || coalesce(e.stream_id::varchar, '0x' || lower(hex(e.stream_id_wide))), e.action, e.amount
from (
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, 'withdrawn' as action, amount
    from event.standards_sablier_lockup_withdraw_from_lockup_stream
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, 'cancelled', sender_amount
    from event.standards_sablier_lockup_cancel_lockup_stream
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, 'withdrawn', amount
    from event.standards_sablier_lockup_withdraw_from_lockup_stream_2
    union all
    select chain_id, block_number, log_index, time, contract_id, stream_id, stream_id_wide, 'cancelled', sender_amount
    from event.standards_sablier_lockup_cancel_lockup_stream_2
) e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Which contracts hold what is not free yet?
insert into market.holder
select chain_id, from_block, address_id, 'standards', 'vesting'
from chain.contract
where system = 'standards'
    and kind in ('vesting_wallet', 'sablier_lockup')
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- What did vesting wallets and streams release?
insert into market.release
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'standards', e.contract_id, e.token_id, e.amount,
    max(t.log_index)
from (
    select chain_id, block_number, log_index, transaction_index, time, contract_id, token as token_id, amount
    from event.standards_vesting_wallet_erc20_released
    union all
    -- A coin moves without a log, so no leg stands beside it.
    select chain_id, block_number, log_index, transaction_index, time, contract_id, 0, amount
    from event.standards_vesting_wallet_ether_released
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, asset, amount
    from event.standards_sablier_lockup_withdraw_from_lockup_stream
    union all
    -- Version 1.0 names no token there: it is the stream's.
    select w.chain_id, w.block_number, w.log_index, w.transaction_index, w.time, w.contract_id, s.token_id, w.amount
    from event.standards_sablier_lockup_withdraw_from_lockup_stream_2 w
    join market.stream s
        on s.chain_id = w.chain_id
        and s.wallet_id = w.contract_id
        and s.stream_key like '%/' || w.stream_id
        and s.system = 'standards'
) e
left join market.transfer t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = e.transaction_index
    and t.token_id = e.token_id
    and t.sender_id = e.contract_id
    and t.amount = e.amount
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount is not null
group by all;

-- What went into streams, and what came back when one was cancelled?
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'standards', e.role, e.asset, t.sender_id, t.recipient_id,
    t.amount, null, 'transfer', max(t.log_index)
from (
    select chain_id, block_number, log_index, transaction_index, time, 'refund' as role, asset, contract_id as payer_id,
        sender as payee_id, sender_amount as amount
    from event.standards_sablier_lockup_cancel_lockup_stream
    union all
    select w.chain_id, w.block_number, w.log_index, w.transaction_index, w.time, 'refund', s.token_id, w.contract_id, w.sender, w.sender_amount
    from event.standards_sablier_lockup_cancel_lockup_stream_2 w
    join market.stream s
        on s.chain_id = w.chain_id
        and s.wallet_id = w.contract_id
        and s.stream_key like '%/' || w.stream_id
        and s.system = 'standards'
    union all
    select e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'escrow_in', k.address_id, f.address_id, e.contract_id, null
    from (
        from event.standards_sablier_lockup_create_lockup_linear_stream_4
        union all by name
        from event.standards_sablier_lockup_create_lockup_linear_stream_5
        union all by name
        from event.standards_sablier_lockup_create_lockup_linear_stream_6
        union all by name
        from event.standards_sablier_lockup_create_lockup_tranched_stream_2
        union all by name
        from event.standards_sablier_lockup_create_lockup_tranched_stream_3
        union all by name
        from event.standards_sablier_lockup_create_lockup_dynamic_stream_4
        union all by name
        from event.standards_sablier_lockup_create_lockup_dynamic_stream_5
    ) e
    join chain.address f on f.address = unhex(substr(e.common_params ->> '$[0]', 3))
    join chain.address k on k.address = unhex(substr(e.common_params ->> '$[4]', 3))
    union all
    -- Who funded a stream that waits for a price is who paid its amount.
    select e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'escrow_in', s.token_id, null, e.contract_id, s.amount
    from event.standards_sablier_lockup_create_lockup_price_gated_stream e
    join market.stream s
        on s.chain_id = e.chain_id
        and s.block_number = e.block_number
        and s.log_index = e.log_index
        and s.system = 'standards'
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'escrow_in', asset, funder, contract_id, null
    from (
        from event.standards_sablier_lockup_create_lockup_linear_stream
        union all by name
        from event.standards_sablier_lockup_create_lockup_linear_stream_2
        union all by name
        from event.standards_sablier_lockup_create_lockup_tranched_stream
        union all by name
        from event.standards_sablier_lockup_create_lockup_dynamic_stream
        union all by name
        from event.standards_sablier_lockup_create_lockup_dynamic_stream_2
        union all by name
        from event.standards_sablier_lockup_create_lockup_linear_stream_3
        union all by name
        from event.standards_sablier_lockup_create_lockup_dynamic_stream_3
    )
) e
join market.transfer t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = e.transaction_index
    and t.token_id = e.asset
    and t.sender_id = coalesce(e.payer_id, t.sender_id)
    and t.recipient_id = e.payee_id
    and t.amount = coalesce(e.amount, t.amount)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
group by all;

-- What is an asset of the agents' registry?
insert into market.asset_trait by name
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards' as system,
    'standards/0x' || lower(hex(a.address)) || '/' || coalesce(e.agent_id::varchar, '0x' || lower(hex(e.agent_id_wide))) as asset_key,
    'agent' as form
from event.standards_agent_registry_registered e
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Which pools of ticks trade the market's token? Where both sides are, the first one counts.
insert into market.tick_pool
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', e.pool, e.token0, e.token1, t.token_id, e.fee, e.tick_spacing
from event.standards_uniswap_v3_factory_pool_created e
join market.token t
    on t.chain_id = e.chain_id
    and t.system = 'standards'
    and t.is_market_token
    and t.token_id in (e.token0, e.token1)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.fee < 1000000
    and e.tick_spacing > 0
qualify row_number() over (partition by e.block_number, e.log_index order by t.token_id <> e.token0) = 1;

-- What they hold does not circulate.
insert into market.holder
select chain_id, block_number, pool_id, 'standards', 'pool'
from market.tick_pool
where system = 'standards'
    and chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Where does each of them stand? A root of 10^38 or more, beyond tick 419,000, is no price of money: its log is in quarantine.
insert into market.tick_swap
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', e.contract_id,
    unhex('00000000' || lpad(printf('%x', e.root), 32, '0')),
    e.liquidity, e.tick, e.amount0, e.amount1
from (
    select
        chain_id, block_number, log_index, time, contract_id, sqrt_price_x96 as root, liquidity, tick, amount0, amount1
    from event.standards_uniswap_v3_pool_swap
    union all
    select chain_id, block_number, log_index, time, contract_id, sqrt_price_x96, 0, tick, 0, 0
    from event.standards_uniswap_v3_pool_initialize
) e
semi join market.tick_pool p
    on p.chain_id = e.chain_id
    and p.pool_id = e.contract_id
    and p.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.root is not null;

-- Who gave liquidity to them, or took it out, between which ticks?
insert into market.tick_liquidity
select
    e.chain_id, e.block_number, e.log_index, e.time, 'standards', e.contract_id, e.owner, e.tick_lower, e.tick_upper, e.liquidity
from (
    select chain_id, block_number, log_index, time, contract_id, owner, tick_lower, tick_upper, amount as liquidity
    from event.standards_uniswap_v3_pool_mint
    union all
    select chain_id, block_number, log_index, time, contract_id, owner, tick_lower, tick_upper, -amount
    from event.standards_uniswap_v3_pool_burn
) e
semi join market.tick_pool p
    on p.chain_id = e.chain_id
    and p.pool_id = e.contract_id
    and p.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.tick_lower < e.tick_upper
    and e.liquidity is distinct from 0;

-- Who swapped in them, and who changed or collected their liquidity?
insert into market.activity
select e.chain_id, e.block_number, e.log_index, e.time, 'standards', e.kind, e.party_id, null, null
from (
    select chain_id, block_number, log_index, time, contract_id, 'swap' as kind, recipient as party_id
    from event.standards_uniswap_v3_pool_swap
    union all
    select chain_id, block_number, log_index, time, contract_id, 'liquidity', owner
    from (
        select chain_id, block_number, log_index, time, contract_id, owner from event.standards_uniswap_v3_pool_mint
        union all
        select chain_id, block_number, log_index, time, contract_id, owner from event.standards_uniswap_v3_pool_burn
        union all
        select chain_id, block_number, log_index, time, contract_id, owner from event.standards_uniswap_v3_pool_collect
    )
) e
semi join market.tick_pool p
    on p.chain_id = e.chain_id
    and p.pool_id = e.contract_id
    and p.system = 'standards'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
