-- Which transfers moved coins, and what was made or destroyed?
insert into market.transfer
with moves as (
    select chain_id, block_number, log_index, transaction_index, time, sender as sender_id, recipient as recipient_id, amount, amount_denom
    from event.{system}_bank_transfer
    union all
    select chain_id, block_number, log_index, transaction_index, time, 0, minter, amount, amount_denom
    from event.{system}_bank_coinbase
    union all
    select chain_id, block_number, log_index, transaction_index, time, burner, 0, amount, amount_denom
    from event.{system}_bank_burn
)
select
    m.chain_id, m.block_number, m.log_index, m.transaction_index, m.time, $system, t.token_id, m.sender_id, m.recipient_id,
    m.amount
from moves m
join market.token t on t.chain_id = m.chain_id and t.system = $system and t.token_id = m.amount_denom
where m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
    and m.amount > 0;

-- Which coins moved without a transfer? Coins that are delegated, or come back, are only spent and received: what no
-- transfer explains is paired within its transaction by amount, in order.
insert into market.transfer
with out_said as (
    select
        chain_id, block_number, transaction_index, party_id, amount_denom, amount,
        row_number() over (partition by block_number, transaction_index, party_id, amount_denom, amount order by log_index) as turn
    from (
        select chain_id, block_number, log_index, transaction_index, sender as party_id, amount_denom, amount
        from event.{system}_bank_transfer
        union all
        select chain_id, block_number, log_index, transaction_index, burner, amount_denom, amount
        from event.{system}_bank_burn
    )
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
),
in_said as (
    select
        chain_id, block_number, transaction_index, party_id, amount_denom, amount,
        row_number() over (partition by block_number, transaction_index, party_id, amount_denom, amount order by log_index) as turn
    from (
        select chain_id, block_number, log_index, transaction_index, recipient as party_id, amount_denom, amount
        from event.{system}_bank_transfer
        union all
        select chain_id, block_number, log_index, transaction_index, minter, amount_denom, amount
        from event.{system}_bank_coinbase
    )
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
),
spent as (
    select
        chain_id, block_number, log_index, transaction_index, time, spender as party_id, amount_denom, amount,
        row_number() over (partition by block_number, transaction_index, spender, amount_denom, amount order by log_index) as turn
    from event.{system}_bank_coin_spent
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
        and amount > 0
),
received as (
    select
        chain_id, block_number, log_index, transaction_index, time, receiver as party_id, amount_denom, amount,
        row_number() over (partition by block_number, transaction_index, receiver, amount_denom, amount order by log_index) as turn
    from event.{system}_bank_coin_received
    where chain_id = $chain_id
        and block_number between $from_block and $to_block
        and amount > 0
),
silent_out as (
    select *, row_number() over (partition by block_number, transaction_index, amount_denom, amount order by log_index) as pair
    from spent
    anti join out_said using (chain_id, block_number, transaction_index, party_id, amount_denom, amount, turn)
),
silent_in as (
    select *, row_number() over (partition by block_number, transaction_index, amount_denom, amount order by log_index) as pair
    from received
    anti join in_said using (chain_id, block_number, transaction_index, party_id, amount_denom, amount, turn)
)
select
    o.chain_id, o.block_number, o.log_index, o.transaction_index, o.time, $system, t.token_id, o.party_id, i.party_id, o.amount
from silent_out o
join silent_in i using (chain_id, block_number, transaction_index, amount_denom, amount, pair)
join market.token t on t.chain_id = o.chain_id and t.system = $system and t.token_id = o.amount_denom;

-- Whose coins do not add up: spent and received against what moved? Nothing is guessed of what has no other side.
insert into chain.quarantine
with sides as (
    select chain_id, block_number, log_index, transaction_index, contract_id, spender as party_id, amount_denom, -amount as change
    from event.{system}_bank_coin_spent
    union all
    select chain_id, block_number, log_index, transaction_index, contract_id, receiver, amount_denom, amount
    from event.{system}_bank_coin_received
    union all
    select chain_id, block_number, log_index, transaction_index, null, sender_id, token_id, amount
    from market.transfer
    where system = $system
        and sender_id <> 0
    union all
    select chain_id, block_number, log_index, transaction_index, null, recipient_id, token_id, -amount
    from market.transfer
    where system = $system
        and recipient_id <> 0
)
select
    s.chain_id, s.block_number, max(s.log_index) filter (s.contract_id is not null), any_value(s.contract_id), 'event',
    'coins of ' || coalesce(any_value(a.native), 'an account') || ' do not add up: ' || sum(s.change) || ' of ' || t.symbol
        || ' have no other side in transaction ' || s.transaction_index || '.'
from sides s
join market.token t on t.chain_id = s.chain_id and t.system = $system and t.token_id = s.amount_denom and t.kind = 'native'
left join chain.address d on d.address_id = s.party_id
left join chain.account a using (address)
where s.chain_id = $chain_id
    and s.block_number between $from_block and $to_block
group by s.chain_id, s.block_number, s.transaction_index, s.party_id, t.symbol
having sum(s.change) <> 0
    and any_value(s.contract_id) is not null;

-- Who delegated to which validator, and took back? Up to SDK 0.45 the event does not say who: the message that ends the work
-- does.
insert into market.stake
with moves as (
    select chain_id, block_number, log_index, transaction_index, time, validator as staking_id, null as party_id, 'stake' as action, amount, amount_denom
    from event.{system}_staking_delegate
    union all
    select chain_id, block_number, log_index, transaction_index, time, validator, delegator, 'stake', amount, amount_denom
    from event.{system}_staking_delegate_2
    union all
    select chain_id, block_number, log_index, transaction_index, time, validator, null, 'unstake', amount, amount_denom
    from event.{system}_staking_unbond
    union all
    select chain_id, block_number, log_index, transaction_index, time, validator, delegator, 'unstake', amount, amount_denom
    from event.{system}_staking_unbond_2
    union all
    select chain_id, block_number, log_index, transaction_index, time, source_validator, null, 'unstake', amount, amount_denom
    from event.{system}_staking_redelegate
    union all
    select chain_id, block_number, log_index, transaction_index, time, destination_validator, null, 'stake', amount, amount_denom
    from event.{system}_staking_redelegate
)
select
    m.chain_id, m.block_number, m.log_index, m.time, $system, m.staking_id, coalesce(m.party_id, s.sender), m.action,
    m.amount_denom, m.amount
from moves m
asof left join event.{system}_staking_message_staking s
    on s.chain_id = m.chain_id
    and s.block_number = m.block_number
    and s.transaction_index = m.transaction_index
    and s.log_index > m.log_index
where m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
    and m.amount > 0
    and coalesce(m.party_id, s.sender) is not null;

-- Which delegations have nobody's name?
insert into chain.quarantine
select e.chain_id, e.block_number, e.log_index, e.contract_id, 'event', e.name || ': no message of its transaction says who.'
from (
    select chain_id, block_number, log_index, contract_id, 'delegate' as name from event.{system}_staking_delegate
    union all
    select chain_id, block_number, log_index, contract_id, 'unbond' from event.{system}_staking_unbond
    union all
    select chain_id, block_number, log_index, contract_id, 'redelegate' from event.{system}_staking_redelegate
) e
anti join market.stake s
    on s.chain_id = e.chain_id
    and s.block_number = e.block_number
    and s.log_index = e.log_index
    and s.system = $system
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- What was paid for staking, for a transaction, and what was made or destroyed?
insert into market.payment
with labels as (
    select chain_id, block_number, log_index, transaction_index, time, 'reward' as role, amount, amount_denom
    from event.{system}_distribution_withdraw_rewards
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'reward', amount, amount_denom
    from event.{system}_distribution_withdraw_rewards_2
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'protocol_fee', fee, fee_denom
    from event.{system}_bank_tx_fee
    union all
    select chain_id, block_number, log_index + 1, transaction_index, time, 'mint', amount, amount_denom
    from event.{system}_bank_coinbase
    union all
    select chain_id, block_number, log_index + 1, transaction_index, time, 'burn', amount, amount_denom
    from event.{system}_bank_burn
)
select
    l.chain_id, l.block_number, if(l.role in ('mint', 'burn'), t.log_index, l.log_index), l.transaction_index, l.time, $system,
    l.role, t.token_id, t.sender_id, t.recipient_id, t.amount, null, 'transfer', t.log_index
from labels l
asof join (from market.transfer where system = $system) t
    on t.chain_id = l.chain_id
    and t.block_number = l.block_number
    and t.transaction_index = l.transaction_index
    and t.token_id = l.amount_denom
    and t.amount = l.amount
    and t.log_index < l.log_index
where l.chain_id = $chain_id
    and l.block_number between $from_block and $to_block
    and l.amount > 0;

-- Who took out what staking earned, and who got coins that were made?
insert into market.activity
with acts as (
    select chain_id, block_number, log_index, transaction_index, time, 'claim' as kind, null as party_id, amount, amount_denom
    from event.{system}_distribution_withdraw_rewards
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'claim', delegator, amount, amount_denom
    from event.{system}_distribution_withdraw_rewards_2
    union all
    select chain_id, block_number, log_index, transaction_index, time, 'mint', minter, amount, amount_denom
    from event.{system}_bank_coinbase
),
named as (
    select chain_id, block_number, transaction_index, log_index, sender from event.{system}_staking_message_staking
    union all
    select chain_id, block_number, transaction_index, log_index, sender from event.{system}_distribution_message_distribution
)
select a.chain_id, a.block_number, a.log_index, a.time, $system, a.kind, coalesce(a.party_id, n.sender), a.amount_denom, a.amount
from acts a
asof left join named n
    on n.chain_id = a.chain_id
    and n.block_number = a.block_number
    and n.transaction_index = a.transaction_index
    and n.log_index > a.log_index
where a.chain_id = $chain_id
    and a.block_number between $from_block and $to_block
    and a.amount > 0;

-- Which packets with tokens left for other chains, or came from them? The own coin that comes back has the name of its way out before
-- its own. The amount of other tokens is not said.
insert into market.message
with packets as (
    select
        chain_id, block_number, log_index, transaction_index, time, 'sent' as direction, packet_src_channel as channel,
        packet_src_port || '/' || packet_src_channel || '/' || packet_dst_port || '/' || packet_dst_channel || '/'
            || packet_sequence || '/' || sha256(packet_data) as name,
        if(json_valid(packet_data), packet_data, '{}') as data, 'sender' as who, $denom as denom
    from event.{system}_ibc_send_packet
    where packet_src_port = 'transfer'
    union all
    select
        p.chain_id, p.block_number, p.log_index, p.transaction_index, p.time, 'received', p.packet_dst_channel,
        p.packet_src_port || '/' || p.packet_src_channel || '/' || p.packet_dst_port || '/' || p.packet_dst_channel || '/'
            || p.packet_sequence || '/' || sha256(p.packet_data),
        if(json_valid(p.packet_data), p.packet_data, '{}'), 'receiver',
        p.packet_src_port || '/' || p.packet_src_channel || '/' || $denom
    from event.{system}_ibc_recv_packet p
    asof join event.{system}_ibc_fungible_token_packet f
        on f.chain_id = p.chain_id
        and f.block_number = p.block_number
        and f.transaction_index = p.transaction_index
        and f.log_index > p.log_index
    where p.packet_dst_port = 'transfer'
        and f.success
)
select
    p.chain_id, p.block_number, p.log_index, p.transaction_index, p.time, $system, 'ibc', encode(p.name), p.direction,
    coalesce(try_cast(regexp_extract(p.channel, '[0-9]+$') as bigint), 0), d.address_id, 0,
    case when (p.data ->> '$.denom') = p.denom then try_cast((p.data ->> '$.amount') as hugeint) end
from packets p
join chain.account a on a.native = (p.data ->> ('$.' || p.who))
join chain.address d using (address)
where p.chain_id = $chain_id
    and p.block_number between $from_block and $to_block;

-- Who bridged the chain's own coin?
insert into market.activity
select chain_id, block_number, log_index, time, $system, 'bridge', party_id, token_id, amount
from market.message
where system = $system
    and chain_id = $chain_id
    and block_number between $from_block and $to_block
    and amount is not null;
