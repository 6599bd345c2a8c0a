-- key: gmv_rows
-- title: Which payment legs are gross merchandise value, by whose definition
-- unit: base units of the token that buyers pay in, one row per price and fee leg
-- formula: what each definition counts of a leg. gmv: price, protocol, market and provider fees. adjusted: the same, but of orders that wash_screen names none. dcv: price legs whose buyer was given access to the asset in the same block or later, or that an escrow paid out for calls made. rule = what an order is suspected of, else empty
-- definer: gmv = a16z; adjusted = Souk; dcv = Ocean Protocol (data consume volume)
-- caveats: as gmv, gmv_adjusted and consume_volume, whose columns gmv, adjusted and consumed are the sums of these
with since as materialized (
    select rollup.since($market, $as_of) as day
),
access as (
    select chain_id, asset_key, party_id, block_number
    from market.entitlement
    where system = $market and time <= $as_of
),
held_sale as materialized (
    from market.held_sale_at($market, $as_of)
),
-- Who pays is mostly given access in the same block. Of others, and of buyers behind a contract, a later block is looked for, too.
waiting as (
    select chain_id, block_number, log_index, payer_id, asset_key, payer_id as buyer_id
    from (
        from rollup.waiting
        where month < (select day from since)
        union all
        from rollup.waiting_between(null, (select day from since)::timestamp, $as_of::timestamp + interval 1 microsecond)
    )
    where system = $market
        and (chain_id, payer_id) not in (select (chain_id, payer_id) from held_sale)
    union all
    select chain_id, block_number, log_index, payer_id, asset_key, buyer_id
    from held_sale
),
unserved as (
    select w.chain_id, w.block_number, w.log_index, w.payer_id, list(coalesce(w.asset_key, '')) as asset_keys
    from waiting w
    anti join access a
        on a.chain_id = w.chain_id
        and a.asset_key = w.asset_key
        and a.party_id = w.buyer_id
        and a.block_number >= w.block_number
    group by all
),
screened as (
    select chain_id, block_number, log_index, symbol, min(rule) as rule
    from {{wash_screen}}
    group by all
),
suspected as (
    from market.few('screened')
),
leg as (
    select
        p.time, p.chain_id, p.block_number, p.log_index, p.role, p.token_id, p.asset_key, p.amount,
        p.role = 'price'
            and (
                p.evidence = 'internal'
                or exists (from market.entitlement where system = $market and time <= $as_of)
                    and not coalesce(list_contains(u.asset_keys, coalesce(p.asset_key, '')), false)
            ) as is_consumed
    from market.payment p
    left join unserved u
        on u.chain_id = p.chain_id and u.block_number = p.block_number and u.log_index = p.log_index and u.payer_id = p.payer_id
    where p.system = $market
        and p.time <= $as_of
        and p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
),
-- As in fee_rows.
told as (
    select
        l.time, l.chain_id, l.block_number, l.log_index, l.role, t.symbol, t.decimals, l.asset_key, s.rule, l.amount, l.is_consumed
    from leg l
    join market.token t on t.chain_id = l.chain_id and t.token_id = l.token_id and t.system = $market
    left join suspected s
        on s.chain_id = l.chain_id and s.block_number = l.block_number and s.log_index = l.log_index and s.symbol = t.symbol
    order by l.time, l.chain_id, l.block_number, l.log_index, l.role, l.amount
)
select
    time::date as day,
    chain_id,
    block_number,
    log_index,
    role,
    symbol,
    decimals,
    coalesce(asset_key, '') as asset_key,
    coalesce(rule, '') as rule,
    amount,
    amount as gmv,
    if(rule is null, amount, 0::hugeint) as adjusted,
    if(is_consumed, amount, 0::hugeint) as dcv
from told;
