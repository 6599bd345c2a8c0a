-- What did this address receive, for what, and which log says so? Prices, rewards, royalties and fee shares that were paid
-- to it, and what vesting wallets released to it. Releases and refunds of escrows are its own money and are left out.
with party as (
    select address_id from chain.address where address = $address
),
received as (
    select
        p.chain_id, p.block_number, p.log_index, p.time, p.system, p.role, p.asset_key, p.payer_id, p.token_id, p.amount,
        p.evidence, p.leg_log_index, null as bucket
    from market.payment p
    where p.payee_id in (select address_id from party)
        and p.role in ('price', 'reward', 'royalty', 'fee_share')
        and p.time <= $as_of
    union all
    select
        r.chain_id, r.block_number, r.log_index, r.time, r.system, 'vesting', null, r.wallet_id, r.token_id, r.amount,
        'transfer', r.leg_log_index, v.bucket
    from market.release r
    join (
        select chain_id, wallet_id, system, any_value(beneficiary_id) as beneficiary_id, any_value(bucket) as bucket
        from market.vesting
        group by all
    ) v using (chain_id, wallet_id, system)
    where v.beneficiary_id in (select address_id from party)
        and r.time <= $as_of
    union all
    select
        r.chain_id, r.block_number, r.log_index, r.time, r.system, 'vesting', null, r.wallet_id, r.token_id, r.amount,
        'transfer', r.leg_log_index, s.bucket
    from market.release r
    join market.stream_move m using (chain_id, block_number, log_index, system)
    join market.stream s on s.chain_id = m.chain_id and s.stream_key = m.stream_key and s.system = m.system
    where s.beneficiary_id in (select address_id from party)
        and m.action = 'withdrawn'
        and r.time <= $as_of
),
named as (
    select asset_key, arg_max(name, (time, block_number, log_index)) as name
    from market.asset
    where asset_key in (select asset_key from received)
    group by asset_key
),
place as (
    select chain_id, block_number, log_index, transaction_hash_high as high, transaction_hash_low as low, address_id
    from chain.log
    where (chain_id, block_number, log_index) in (select (chain_id, block_number, log_index) from received)
),
contract as (
    select chain_id, address_id, any_value(name order by system) as name
    from chain.contract
    group by all
)
select
    r.time,
    r.system,
    r.role,
    case r.role
        when 'price' then 'sold ' || coalesce(n.name, r.asset_key, 'something unnamed')
        when 'royalty' then 'royalty on ' || coalesce(n.name, r.asset_key, 'something unnamed')
        when 'reward' then 'reward' || coalesce(' for ' || coalesce(n.name, r.asset_key), '')
            || coalesce(' from ' || f.name, '')
        when 'fee_share' then 'share of fees' || coalesce(' from ' || f.name, '')
        else 'vesting of ' || coalesce(r.bucket, 'an allocation')
    end as reason,
    coalesce(r.asset_key, '') as asset_key,
    '0x' || lower(hex(payer.address)) as payer,
    coalesce(t.symbol, '0x' || lower(hex(k.address))) as symbol,
    coalesce(t.decimals, 0)::integer as decimals,
    r.amount,
    r.evidence,
    r.chain_id,
    r.block_number,
    r.log_index,
    r.leg_log_index,
    '0x' || lower(printf('%032x', p.high) || printf('%032x', p.low)) as transaction_hash,
    '0x' || lower(hex(c.address)) as contract,
    e.event
from received r
left join named n using (asset_key)
left join place p using (chain_id, block_number, log_index)
left join contract f on f.chain_id = r.chain_id and f.address_id = r.payer_id
left join chain.address payer on payer.address_id = r.payer_id
left join chain.address k on k.address_id = r.token_id
left join chain.address c on c.address_id = p.address_id
left join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = r.system
left join ({{events}}) e
    on e.chain_id = r.chain_id
    and e.block_number = r.block_number
    and e.log_index = r.log_index
order by r.time, r.chain_id, r.block_number, r.log_index, r.role, r.amount;
