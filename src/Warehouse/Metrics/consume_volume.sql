-- key: consume_volume
-- title: Bought and consumed
-- unit: base units of the token that buyers pay in, per month; parts per million
-- formula: bought = price legs; consumed = those whose buyer (as buyers counts it) was given access to the same asset in the same block or later (market.entitlement), or that an escrow paid out for calls made; share = consumed / bought, floored
-- definer: Ocean Protocol (data consume volume, market issue 380)
-- caveats: 0 in a market whose contracts do not tell of access; access given is not data read; the month is that of the payment
with access as (
    select chain_id, asset_key, party_id, max(block_number) as last_block
    from market.entitlement
    where system = $market and time <= $as_of
    group by all
)
select
    date_trunc('month', p.time)::date as month,
    p.chain_id,
    t.symbol,
    t.decimals,
    count(*) as sales,
    sum(p.amount) as bought,
    coalesce(sum(p.amount) filter (a.last_block >= p.block_number or p.evidence = 'internal'), 0::hugeint) as consumed,
    market.part(
        coalesce(sum(p.amount) filter (a.last_block >= p.block_number or p.evidence = 'internal'), 0::hugeint),
        1000000::hugeint,
        nullif(sum(p.amount), 0::hugeint)
    )::bigint as consumed_share_ppm
from market.sale_at($market, $as_of) p
join market.token t using (chain_id, token_id, system)
left join access a on a.chain_id = p.chain_id and a.asset_key = p.asset_key and a.party_id = p.buyer_id
group by all
order by month, p.chain_id, t.symbol;
