-- What did this address receive, for what, and which log says so? Prices, rewards, royalties and fee shares that were paid
-- to it, and what vesting wallets released to it. Releases and refunds of escrows are its own money and are left out.
with {{received}},
shown as (
    from received
    {{last}}
),
named as (
    select asset_key, arg_max(name, (time, block_number, log_index)) as name
    from market.asset
    where asset_key in (select asset_key from shown)
    group by asset_key
),
place as (
    select chain_id, block_number, log_index, transaction_hash_high as high, transaction_hash_low as low, address_id
    from chain.log
    semi join shown using (chain_id, block_number, log_index)
),
-- As a list, of which DuckDB knows that it is short, and looks its values up instead of joining all addresses three times.
address as materialized (
    select address_id, address
    from chain.address
    where address_id in (
        select unnest(list(payer_id) || list(token_id) || coalesce((select list(address_id) from place), []))
        from shown
    )
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
from shown r
left join named n using (asset_key)
left join place p using (chain_id, block_number, log_index)
left join contract f on f.chain_id = r.chain_id and f.address_id = r.payer_id
left join address payer on payer.address_id = r.payer_id
left join address k on k.address_id = r.token_id
left join address c on c.address_id = p.address_id
left join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = r.system
left join ({{events}}) e
    on e.chain_id = r.chain_id
    and e.block_number = r.block_number
    and e.log_index = r.log_index
order by r.time, r.chain_id, r.block_number, r.log_index, r.role, r.amount;
