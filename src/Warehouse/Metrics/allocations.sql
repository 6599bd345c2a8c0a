-- key: allocations
-- title: What was allocated, and what shows it
-- unit: base units of the market token, one row per bucket at the last block
-- formula: promised = the registry's share x the maximum supply, floored; in_contract = tokens that vesting contracts of the bucket received; vested = what their schedules have set free; claimed = what they paid out; claimable = vested - claimed; watched = balance of the declared wallet. evidence: contract where a vesting contract is the bucket's, else watched wallet where a wallet is declared, else promise only
-- definer: Souk; promises as the token registry cites them (token_allocations), schedules as vesting has them
-- caveats: vested is not claimed, claimed is not sold, and neither is circulating (circulating, by whose definition); a contract is a bucket's if the registry lists its name there or it has the bucket's name, else a bucket of its own without a promise; promised is null where the share or the maximum supply was not found
with contract as (
    select
        coalesce(p.bucket, v.bucket) as bucket, sum(v.total) as in_contract, sum(v.vested) as vested, sum(v.released) as claimed
    from {{vesting}} v
    left join reference.bucket_contract p on p.system = $market and p.contract = lower(v.bucket)
    where v.symbol in (select symbol from market.token where system = $market and is_market_token)
    group by all
),
promise as (
    select bucket, tokens, unhex(substr(watched, 3)) as wallet, share_confidence, source
    from reference.allocation
    where system = $market
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
    where a.address in (select wallet from promise)
    group by a.address
)
select
    bucket,
    case
        when c.bucket is not null then 'contract'
        when p.wallet is not null then 'watched wallet'
        else 'promise only'
    end as evidence,
    p.tokens as promised,
    c.in_contract,
    c.vested,
    c.claimed,
    c.vested - c.claimed as claimable,
    if(p.wallet is null, null, coalesce(b.amount, 0::hugeint)) as watched,
    p.share_confidence as confidence,
    p.source
from promise p
full join contract c using (bucket)
left join balance b on b.address = p.wallet
order by bucket;
