-- key: allocations
-- title: What was allocated, and what shows it
-- unit: base units of the market token, one row per bucket at the last block
-- formula: promised = the allocation recorded last; in_contract = tokens that vesting contracts of the bucket received; vested = what their schedules have set free; claimed = what they paid out; claimable = vested - claimed; watched = balance of the declared wallet. evidence: contract where a vesting contract has the bucket's name, else watched wallet where a wallet is declared, else promise only
-- definer: Souk; schedules as vesting has them (OpenZeppelin)
-- caveats: vested is not claimed, claimed is not sold, and neither is circulating (circulating, by whose definition); buckets of the same name are taken as one; a contract without a published allocation has no promise
with contract as (
    select
        bucket, sum(total) as in_contract, sum(vested) as vested, sum(released) as claimed
    from {{vesting}}
    where symbol in (select symbol from market.token where system = $market and is_market_token)
    group by bucket
),
promise as (
    select
        bucket,
        arg_max((tokens, watched, confidence_ppm, source), (recorded_at, source)) as last
    from party.allocation
    where system = $market
        and recorded_at <= reference.known_at()
    group by bucket
),
balance as (
    select a.address, sum(m.change) as amount
    from (
        select t.recipient_id as party_id, t.amount as change
        from market.transfer t
        join market.token k using (chain_id, token_id, system)
        where t.system = $market and k.is_market_token and t.time <= $as_of
        union all
        select t.sender_id, -t.amount
        from market.transfer t
        join market.token k using (chain_id, token_id, system)
        where t.system = $market and k.is_market_token and t.time <= $as_of
    ) m
    join chain.address a on a.address_id = m.party_id
    where a.address in (select last[2] from promise)
    group by a.address
)
select
    bucket,
    case
        when c.bucket is not null then 'contract'
        when p.last[2] is not null then 'watched wallet'
        else 'promise only'
    end as evidence,
    p.last[1] as promised,
    c.in_contract,
    c.vested,
    c.claimed,
    c.vested - c.claimed as claimable,
    if(p.last[2] is null, null, coalesce(b.amount, 0::hugeint)) as watched,
    p.last[3] as confidence_ppm,
    p.last[4] as source
from promise p
full join contract c using (bucket)
left join balance b on b.address = p.last[2]
order by bucket;
