-- Which prices, rewards, royalties and fee shares were paid to an address, and what did vesting wallets release to it? Read by
-- rewards.sql and totals.sql.
party as (
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
)
