-- Which transfers moved TAO?
insert into market.transfer
select chain_id, block_number, log_index, transaction_index, time, 'bittensor', 0, "from", "to", amount
from event.bittensor_balances_transfer
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which subnets are there?
insert into market.asset
select
    chain_id, block_number, log_index, time, 'bittensor', 'bittensor/subnet/' || netuid, 'service', 'Subnet ' || netuid, null
from event.bittensor_subtensor_network_added
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who may mine or validate in a subnet? The hotkey that has a place there.
insert into market.entitlement
select chain_id, block_number, log_index, time, 'bittensor', 'bittensor/subnet/' || netuid, hotkey
from event.bittensor_subtensor_neuron_registered
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Who vouched for the work of a subnet's miners? The event names the place; the last one that registered there has it.
insert into market.attestation
select
    w.chain_id, w.block_number, w.log_index, w.time, 'bittensor', 'bittensor/subnet/' || w.netuid,
    max_by(r.hotkey, (r.block_number, r.log_index)), 'validation', true
from event.bittensor_subtensor_weights_set w
join event.bittensor_subtensor_neuron_registered r
    on r.chain_id = w.chain_id
    and r.netuid = w.netuid
    and r.uid = w.uid
    and (r.block_number, r.log_index) < (w.block_number, w.log_index)
where w.chain_id = $chain_id
    and w.block_number between $from_block and $to_block
group by all;

-- Who staked with which hotkey, in TAO? Up to dynamic TAO the event names the hotkey alone, and so does the row.
insert into market.stake
with moves as (
    select chain_id, block_number, log_index, time, hotkey, hotkey as party_id, 'stake' as action, amount as tao
    from event.bittensor_subtensor_stake_added
    union all
    select chain_id, block_number, log_index, time, hotkey, coldkey, 'stake', tao
    from event.bittensor_subtensor_stake_added_2
    union all
    select chain_id, block_number, log_index, time, hotkey, coldkey, 'stake', tao
    from event.bittensor_subtensor_stake_added_3
    union all
    select chain_id, block_number, log_index, time, hotkey, hotkey, 'unstake', amount
    from event.bittensor_subtensor_stake_removed
    union all
    select chain_id, block_number, log_index, time, hotkey, coldkey, 'unstake', tao
    from event.bittensor_subtensor_stake_removed_2
    union all
    select chain_id, block_number, log_index, time, hotkey, coldkey, 'unstake', tao
    from event.bittensor_subtensor_stake_removed_3
)
select chain_id, block_number, log_index, time, 'bittensor', hotkey, party_id, action, 0, tao
from moves
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- Which rewards went on as stake by themselves, in the subnet's alpha?
insert into market.stake
select a.chain_id, a.block_number, a.log_index, a.time, 'bittensor', a.hotkey, a.owner, 'stake', t.token_id, a.incentive
from event.bittensor_subtensor_auto_stake_added a
join market.token t on t.chain_id = a.chain_id and t.system = 'bittensor' and t.symbol = 'ALPHA' || a.netuid
where a.chain_id = $chain_id
    and a.block_number between $from_block and $to_block;

-- Who traded TAO for alpha, or back, in a subnet's pool?
insert into market.activity
with trades as (
    select chain_id, block_number, log_index, time, coldkey, tao from event.bittensor_subtensor_stake_added_2
    union all
    select chain_id, block_number, log_index, time, coldkey, tao from event.bittensor_subtensor_stake_added_3
    union all
    select chain_id, block_number, log_index, time, coldkey, tao from event.bittensor_subtensor_stake_removed_2
    union all
    select chain_id, block_number, log_index, time, coldkey, tao from event.bittensor_subtensor_stake_removed_3
)
select chain_id, block_number, log_index, time, 'bittensor', 'swap', coldkey, 0, tao
from trades
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What does each subnet's pool hold? TAO against the subnet's alpha, which is the pool's id, too; alpha outside of the pool is in
-- the event table. How they swap is the runtime's: the first pools kept the product of both reserves and took 50,000 rao of each
-- stake (opentensor/subtensor v2.0.0 to v3.1.5), later ones follow ticks (v3.1.6 to v3.4.7) or weights (from v3.4.8 on), which are
-- state like their fees and are not read. Runtimes between these releases, and later than 425, are not known.
insert into market.pool_state
select
    p.chain_id, p.block_number, p.log_index, p.time, 'bittensor', t.token_id, 0, t.token_id, p.tao, p.alpha_in,
    case
        when r.spec_version between 233 and 277 then 'subtensor_product'
        when r.spec_version between 283 and 422 then 'subtensor_ticks'
        when r.spec_version between 423 and 425 then 'subtensor_weighted'
        else 'unknown'
    end,
    if(r.spec_version between 233 and 277, 0, null),
    if(r.spec_version between 233 and 277, 50000, null)
from event.bittensor_subtensor_pool_state p
asof left join chain.runtime r on r.chain_id = p.chain_id and r.first_block <= p.block_number
join market.token t on t.chain_id = p.chain_id and t.system = 'bittensor' and t.symbol = 'ALPHA' || p.netuid
where p.chain_id = $chain_id
    and p.block_number between $from_block and $to_block;

-- What alpha was destroyed ('burn'), and what was given back to be emitted again ('refund', to the pallet)?
insert into market.payment
with gone as (
    select *, 'burn' as role, 0 as payee_id from event.bittensor_subtensor_alpha_burned
    union all
    select *, 'refund', contract_id from event.bittensor_subtensor_alpha_recycled
)
select
    g.chain_id, g.block_number, g.log_index, g.transaction_index, g.time, 'bittensor', g.role, t.token_id, g.coldkey, g.payee_id,
    g.amount, 'bittensor/subnet/' || g.netuid, 'native', null
from gone g
join market.token t on t.chain_id = g.chain_id and t.system = 'bittensor' and t.symbol = 'ALPHA' || g.netuid
where g.chain_id = $chain_id
    and g.block_number between $from_block and $to_block;

-- What did a subnet's miners earn at the end of an epoch? The list is in order of places; the last one that registered at a
-- place has it. Mechanisms of a subnet count on from its number by 4096.
insert into market.payment
with paid as (
    select
        e.* replace (e.netuid % 4096 as netuid), unnest(range(json_array_length(e.emissions)::bigint)) as uid
    from event.bittensor_subtensor_incentive_alpha_emitted_to_miners e
    where e.chain_id = $chain_id
        and e.block_number between $from_block and $to_block
),
named as (
    select
        p.chain_id, p.block_number, p.log_index, p.transaction_index, p.time, p.contract_id, p.netuid, p.uid,
        (p.emissions ->> ('$[' || p.uid || ']'))::hugeint as amount,
        max_by(r.hotkey, (r.block_number, r.log_index)) as hotkey
    from paid p
    join event.bittensor_subtensor_neuron_registered r
        on r.chain_id = p.chain_id
        and r.netuid = p.netuid
        and r.uid = p.uid
        and (r.block_number, r.log_index) < (p.block_number, p.log_index)
    group by all
)
select
    n.chain_id, n.block_number, n.log_index, n.transaction_index, n.time, 'bittensor', 'reward', t.token_id, n.contract_id,
    n.hotkey, n.amount, 'bittensor/subnet/' || n.netuid, 'native', null
from named n
join market.token t on t.chain_id = n.chain_id and t.system = 'bittensor' and t.symbol = 'ALPHA' || n.netuid
where n.amount > 0;

-- Which emissions have nobody's name, or a subnet without a token in the manifest? Nothing is guessed.
insert into chain.quarantine
with paid as (
    select
        e.* replace (e.netuid % 4096 as netuid), unnest(range(json_array_length(e.emissions)::bigint)) as uid
    from event.bittensor_subtensor_incentive_alpha_emitted_to_miners e
    where e.chain_id = $chain_id
        and e.block_number between $from_block and $to_block
)
select
    p.chain_id, p.block_number, p.log_index, p.contract_id, 'event',
    'IncentiveAlphaEmittedToMiners: place ' || p.uid || ' of subnet ' || p.netuid
        || ' earned, and no registration there is stored, or no token ALPHA' || p.netuid || ' is in the manifest.'
from paid p
where (p.emissions ->> ('$[' || p.uid || ']'))::hugeint > 0
    and not (
        exists (
            from event.bittensor_subtensor_neuron_registered r
            where r.chain_id = p.chain_id
                and r.netuid = p.netuid
                and r.uid = p.uid
                and (r.block_number, r.log_index) < (p.block_number, p.log_index)
        )
        and exists (
            from market.token t
            where t.chain_id = p.chain_id
                and t.system = 'bittensor'
                and t.symbol = 'ALPHA' || p.netuid
        )
    );

-- What did a subnet's validators and its owner get at the end of an epoch? What goes to those who stake with a validator is
-- paid to its hotkey.
insert into market.payment
with earned as (
    select chain_id, block_number, log_index, transaction_index, time, contract_id, netuid, hotkey as payee_id, alpha
    from event.bittensor_subtensor_validator_dividends
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, netuid, hotkey, alpha
    from event.bittensor_subtensor_root_dividends
    union all
    select chain_id, block_number, log_index, transaction_index, time, contract_id, netuid, owner, alpha
    from event.bittensor_subtensor_owner_cut
)
select
    e.chain_id, e.block_number, e.log_index, e.transaction_index, e.time, 'bittensor', 'reward', t.token_id, e.contract_id,
    e.payee_id, e.alpha, 'bittensor/subnet/' || e.netuid, 'native', null
from earned e
join market.token t on t.chain_id = e.chain_id and t.system = 'bittensor' and t.symbol = 'ALPHA' || e.netuid
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- As what was each reward earned?
insert into market.earning
with roles as (
    select chain_id, block_number, log_index, 'miner' as role
    from event.bittensor_subtensor_incentive_alpha_emitted_to_miners
    union all
    select chain_id, block_number, log_index, 'validator'
    from event.bittensor_subtensor_validator_dividends
    union all
    select chain_id, block_number, log_index, 'root_validator'
    from event.bittensor_subtensor_root_dividends
    union all
    select chain_id, block_number, log_index, 'owner'
    from event.bittensor_subtensor_owner_cut
)
select p.chain_id, p.block_number, p.log_index, p.time, 'bittensor', p.asset_key, p.payee_id, r.role
from market.payment p
join roles r using (chain_id, block_number, log_index)
where p.system = 'bittensor'
    and p.role = 'reward'
    and p.chain_id = $chain_id
    and p.block_number between $from_block and $to_block;

-- Which subnets' emissions have no token in the manifest?
insert into chain.quarantine
with earned as (
    select chain_id, block_number, log_index, contract_id, netuid
    from event.bittensor_subtensor_validator_dividends
    union all
    select chain_id, block_number, log_index, contract_id, netuid
    from event.bittensor_subtensor_root_dividends
    union all
    select chain_id, block_number, log_index, contract_id, netuid
    from event.bittensor_subtensor_owner_cut
)
select
    e.chain_id, e.block_number, e.log_index, e.contract_id, 'event',
    'emission of subnet ' || e.netuid || ': no token ALPHA' || e.netuid || ' is in the manifest.'
from earned e
anti join market.token t on t.chain_id = e.chain_id and t.system = 'bittensor' and t.symbol = 'ALPHA' || e.netuid
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
