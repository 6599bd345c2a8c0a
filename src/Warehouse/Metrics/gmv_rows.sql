-- key: gmv_rows
-- title: Which payment legs are gross merchandise value, by whose definition
-- unit: base units of the token that buyers pay in, one row per price and fee leg
-- formula: what each definition counts of a leg. gmv: price, protocol, market and provider fees. adjusted: the same, but of orders that wash_screen names none. dcv: price legs whose buyer was given access to the asset in the same block or later, or that an escrow paid out for calls made. rule = what an order is suspected of, else empty
-- definer: gmv = a16z; adjusted = Souk; dcv = Ocean Protocol (data consume volume)
-- caveats: as gmv, gmv_adjusted and consume_volume, whose columns gmv, adjusted and consumed are the sums of these
with access as (
    select chain_id, asset_key, party_id, max(block_number) as last_block
    from market.entitlement
    where system = $market and time <= $as_of
    group by all
),
suspected as (
    select chain_id, block_number, log_index, symbol, min(rule) as rule
    from {{wash_screen}}
    group by all
),
leg as (
    select
        p.time, p.chain_id, p.block_number, p.log_index, p.role, p.token_id, p.asset_key, p.amount,
        if(a.last_block >= p.block_number or p.evidence = 'internal', p.amount, 0::hugeint) as dcv
    from market.sale_at($market, $as_of) p
    left join access a on a.chain_id = p.chain_id and a.asset_key = p.asset_key and a.party_id = p.buyer_id
    union all
    select time, chain_id, block_number, log_index, role, token_id, asset_key, amount, 0::hugeint
    from market.payment
    where system = $market
        and time <= $as_of
        and role in ('protocol_fee', 'market_fee', 'provider_fee')
)
select
    l.time::date as day,
    l.chain_id,
    l.block_number,
    l.log_index,
    l.role,
    t.symbol,
    t.decimals,
    coalesce(l.asset_key, '') as asset_key,
    coalesce(s.rule, '') as rule,
    l.amount,
    l.amount as gmv,
    if(s.rule is null, l.amount, 0::hugeint) as adjusted,
    l.dcv
from leg l
join market.token t on t.chain_id = l.chain_id and t.token_id = l.token_id and t.system = $market
left join suspected s
    on s.chain_id = l.chain_id and s.block_number = l.block_number and s.log_index = l.log_index and s.symbol = t.symbol
order by l.time, l.chain_id, l.block_number, l.log_index, l.role, l.amount;
