-- Which transfers moved MASA and USDC?
insert into market.transfer
select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, 'masa', t.contract_id, t."from", t."to", t.value
from (
    from event.masa_masa_token_transfer
    union all by name
    from event.masa_usdc_transfer
) t
where t.chain_id = $chain_id
    and t.block_number between $from_block and $to_block
    and t.value is not null;

-- Which contracts hold tokens, and what for?
insert into market.holder
select
    chain_id,
    from_block,
    address_id,
    'masa',
    case kind when 'vesting_wallet' then 'vesting' when 'masa_staking' then 'staking' when 'masa_pool' then 'pool' end
from chain.contract
where system = 'masa'
    and kind in ('vesting_wallet', 'masa_staking', 'masa_pool')
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- Which data types does the market know?
insert into market.asset
select e.chain_id, e.block_number, e.log_index, p.time, 'masa', 'masa/data-type/' || e.id, 'dataset', e.name, null
from event.masa_data_points_token_name_set e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who contributed data?
insert into market.contribution
select e.chain_id, e.block_number, e.log_index, p.time, 'masa', 'masa/data-type/' || e.id, e.account, e.amount
from event.masa_data_points_token_minted e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount is not null;

-- Who staked data points, and who staked or unstaked MASA?
insert into market.stake
select e.chain_id, e.block_number, e.log_index, p.time, 'masa', e.contract_id, e."user", e.action, e.token_id, e.quantity
from (
    select chain_id, block_number, log_index, contract_id, "user", 'stake' as action, null::integer as token_id, amount as quantity
    from event.masa_data_staking_staked
    union all
    select s.chain_id, s.block_number, s.log_index, s.contract_id, s."user", s.action, t.token_id, s.amount
    from (
        select chain_id, block_number, log_index, contract_id, "user", 'stake' as action, amount
        from event.masa_masa_staking_staked
        union all
        select chain_id, block_number, log_index, contract_id, "user", 'unstake', amount
        from event.masa_masa_staking_claimed
    ) s
    join market.token t on t.chain_id = s.chain_id and t.system = 'masa' and t.is_market_token
) e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.quantity is not null;

-- Who funded, earned and took back data-staking rewards? Native coin: the event itself is the evidence.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, p.transaction_index, p.time, 'masa', e.role, t.token_id, e.payer_id, e.payee_id,
    e.amount, e.asset_key, 'native', null
from (
    select chain_id, block_number, log_index, 'escrow_in' as role, depositor as payer_id, contract_id as payee_id, amount, null as asset_key
    from event.masa_data_staking_rewards_deposited
    union all
    select chain_id, block_number, log_index, 'reward', contract_id, "user", reward, 'masa/data-type/' || token_id
    from event.masa_data_staking_rewards_claimed
    union all
    select chain_id, block_number, log_index, 'refund', contract_id, owner, amount, null
    from event.masa_data_staking_unclaimed_rewards_withdrawn
) e
join chain.place p using (chain_id, block_number, log_index)
join market.token t on t.chain_id = e.chain_id and t.system = 'masa' and t.kind = 'native'
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount is not null;

-- What was paid for data, what was the fee, and what became of it? Each label names the transfer that it labels.
insert into market.payment
with labels as (
    select chain_id, block_number, log_index, contract_id, 'price' as role, buyer as payer_id, contributor as payee_id, price - fee as amount, 'masa/data-type/' || token_id as asset_key, 'usdc' as kind
    from event.masa_data_market_data_purchased
    union all
    select d.chain_id, d.block_number, d.log_index, d.contract_id, 'protocol_fee', d.buyer, c.address_id, d.fee, 'masa/data-type/' || d.token_id, 'usdc'
    from event.masa_data_market_data_purchased d
    join chain.contract c on c.chain_id = d.chain_id and c.system = 'masa' and c.kind = 'masa_pool'
    union all
    select chain_id, block_number, log_index, contract_id, 'burn', contract_id, 0, burned, null, 'masa_token'
    from event.masa_data_market_fee_converted
    union all
    select chain_id, block_number, log_index, contract_id, 'fee_share', contract_id, null, to_rewards, null, 'masa_token'
    from event.masa_data_market_fee_converted
    union all
    select chain_id, block_number, log_index, contract_id, 'reward', contract_id, "user", reward, null, 'masa_token'
    from event.masa_masa_staking_claimed
),
placed as (
    select l.*, p.transaction_index, p.time, c.address_id as token_id
    from labels l
    join chain.place p using (chain_id, block_number, log_index)
    join chain.contract c on c.chain_id = l.chain_id and c.system = 'masa' and c.kind = l.kind
    where l.chain_id = $chain_id
        and l.block_number between $from_block and $to_block
        and l.amount > 0
)
select
    l.chain_id, l.block_number, l.log_index, l.transaction_index, l.time, 'masa', l.role, l.token_id, l.payer_id,
    t.recipient_id, l.amount, l.asset_key, 'transfer', max(t.log_index)
from placed l
join market.transfer t
    on t.chain_id = l.chain_id
    and t.block_number = l.block_number
    and t.transaction_index = l.transaction_index
    and t.token_id = l.token_id
    and t.sender_id = l.payer_id
    and t.recipient_id = coalesce(l.payee_id, t.recipient_id)
    and (l.payee_id is not null or t.recipient_id <> 0)
    -- A staking claim pays stake and reward in one transfer.
    and (t.amount = l.amount or (l.role = 'reward' and t.amount > l.amount))
    and t.log_index < l.log_index
group by all;

-- Which vesting wallets are there?
insert into market.vesting
select
    v.chain_id, v.block_number, 'masa', v.contract_id, c.name, t.token_id, v.owner, v.start, v.cliff, v.duration
from event.masa_vesting_wallet_values v
join chain.contract c on c.chain_id = v.chain_id and c.address_id = v.contract_id
join market.token t on t.chain_id = v.chain_id and t.system = 'masa' and t.is_market_token
where v.chain_id = $chain_id
    and v.block_number between $from_block and $to_block
    -- Whoever does not answer is in quarantine.
    and v.owner is not null
    and v.start is not null
    and v.cliff is not null
    and v.duration is not null;

-- What did they release?
insert into market.release
select
    e.chain_id, e.block_number, e.log_index, p.transaction_index, p.time, 'masa', e.contract_id, e.token, e.amount, max(t.log_index)
from event.masa_vesting_wallet_erc20_released e
join chain.place p using (chain_id, block_number, log_index)
left join market.transfer t
    on t.chain_id = e.chain_id
    and t.block_number = e.block_number
    and t.transaction_index = p.transaction_index
    and t.token_id = e.token
    and t.sender_id = e.contract_id
    and t.amount = e.amount
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount is not null
group by all;

-- What were the pool's reserves after each change? Uniswap v2's pairs take 0.3 % of what comes in.
insert into market.pool_state
select
    e.chain_id, e.block_number, e.log_index, p.time, 'masa', e.contract_id, t.token_id,
    if(v.token0 = t.token_id, v.token1, v.token0),
    if(v.token0 = t.token_id, e.reserve0, e.reserve1),
    if(v.token0 = t.token_id, e.reserve1, e.reserve0), 'uniswap_v2', 3000, 0
from event.masa_masa_pool_sync e
join chain.place p using (chain_id, block_number, log_index)
join event.masa_masa_pool_values v on v.chain_id = e.chain_id and v.contract_id = e.contract_id
join market.token t on t.chain_id = e.chain_id and t.system = 'masa' and t.is_market_token
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who has which share in the pool?
insert into market.pool_share
select e.chain_id, e.block_number, e.log_index, p.time, 'masa', e.contract_id, e."from", e."to", e.value
from event.masa_masa_pool_transfer e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.value is not null;

-- Who claimed, swapped, mined, bridged, changed liquidity or received new tokens?
insert into market.activity
with shown as (
    select chain_id, block_number, log_index, 'claim' as kind, "user" as party_id, n.token_id, reward as amount
    from event.masa_data_staking_rewards_claimed
    join market.token n using (chain_id)
    where n.system = 'masa' and n.kind = 'native'
    union all
    select chain_id, block_number, log_index, 'claim', "user", c.address_id, amount
    from event.masa_masa_staking_claimed
    join chain.contract c using (chain_id)
    where c.system = 'masa' and c.kind = 'masa_token'
    union all
    select e.chain_id, e.block_number, e.log_index, 'claim', v.owner, e.token, e.amount
    from event.masa_vesting_wallet_erc20_released e
    left join event.masa_vesting_wallet_values v on v.chain_id = e.chain_id and v.contract_id = e.contract_id
    union all
    select chain_id, block_number, log_index, 'swap', "to", null, null
    from event.masa_masa_pool_swap
    union all
    select chain_id, block_number, log_index, 'mine', account, null, amount
    from event.masa_data_points_token_minted
    union all
    select chain_id, block_number, log_index, 'bridge', from_address, contract_id, amount_ld
    from event.masa_masa_token_oft_sent
    union all
    select chain_id, block_number, log_index, 'bridge', to_address, contract_id, amount_ld
    from event.masa_masa_token_oft_received
    union all
    select chain_id, block_number, log_index, 'liquidity', sender, null, null
    from event.masa_masa_pool_mint
    union all
    select chain_id, block_number, log_index, 'liquidity', sender, null, null
    from event.masa_masa_pool_burn
    union all
    select chain_id, block_number, log_index, 'mint', "to", contract_id, value
    from event.masa_masa_token_transfer
    where "from" = 0
)
select s.chain_id, s.block_number, s.log_index, p.time, 'masa', s.kind, s.party_id, s.token_id, s.amount
from shown s
join chain.place p using (chain_id, block_number, log_index)
where s.chain_id = $chain_id
    and s.block_number between $from_block and $to_block;

-- Which tokens went to another chain, or came from one? LayerZero's guid joins the two ends.
insert into market.message
with ends as (
    select chain_id, block_number, log_index, guid, 'sent' as direction, dst_eid as peer, from_address as party_id, contract_id, amount_ld
    from event.masa_masa_token_oft_sent
    union all
    select chain_id, block_number, log_index, guid, 'received', src_eid, to_address, contract_id, amount_ld
    from event.masa_masa_token_oft_received
)
select
    e.chain_id, e.block_number, e.log_index, p.transaction_index, p.time, 'masa', 'layerzero',
    e.guid, e.direction, e.peer, e.party_id, e.contract_id, e.amount_ld
from ends e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who deployed the contracts? The first role that a contract knows is granted in its constructor, by its deployer.
insert into market.control
select e.chain_id, e.block_number, e.log_index, p.time, 'masa', e.contract_id, e.sender, 'deployer'
from (
    select chain_id, contract_id, min_by(sender, (block_number, log_index)) as sender,
        min((block_number, log_index))[1] as block_number, min((block_number, log_index))[2] as log_index
    from (
        select chain_id, block_number, log_index, contract_id, sender from event.masa_masa_token_role_granted
        union all
        select chain_id, block_number, log_index, contract_id, sender from event.masa_data_points_role_granted
        union all
        select chain_id, block_number, log_index, contract_id, sender from event.masa_masa_staking_role_granted
    )
    where chain_id = $chain_id
        and block_number <= $to_block
    group by all
) e
join chain.place p using (chain_id, block_number, log_index)
where e.block_number >= $from_block;
