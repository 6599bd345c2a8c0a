-- key: fee_rows
-- title: Which payment legs are fees or revenue, by whose definition
-- unit: base units of the token named in symbol, one row per payment leg that any definition counts
-- formula: what each definition counts of a leg. a16z_gmv: price, protocol, market and provider fees. a16z_revenue: protocol and market fees. defillama_fees: protocol, market and provider fees and royalties; of it defillama_revenue: protocol fees; defillama_supply_side: the rest. token_terminal_fees: protocol, market and provider fees; of it token_terminal_revenue: protocol fees. defillama_holders: burns and fee shares that holders get out of the protocol's fees
-- definer: a16z (13 metrics for marketplace companies), DefiLlama (fee guidelines of its dimension adapters), Token Terminal (key metrics), as the column says
-- caveats: our reading of each definer for data markets: a market fee goes to whoever runs the shop window, which a16z's marketplace keeps and DefiLlama's protocol passes on; a holders' leg is what a fee was converted to, mostly in another token, and must not be added to that fee. The columns of fees are the sums of these
-- What is derived from a row is so after the sorting, which then moves less.
select
    time::date as day,
    chain_id,
    block_number,
    log_index,
    role,
    symbol,
    decimals,
    coalesce(asset_key, '') as asset_key,
    amount,
    if(role in ('price', 'protocol_fee', 'market_fee', 'provider_fee'), amount, 0::hugeint) as a16z_gmv,
    if(role in ('protocol_fee', 'market_fee'), amount, 0::hugeint) as a16z_revenue,
    if(role in ('protocol_fee', 'market_fee', 'provider_fee', 'royalty'), amount, 0::hugeint) as defillama_fees,
    if(role = 'protocol_fee', amount, 0::hugeint) as defillama_revenue,
    if(role in ('market_fee', 'provider_fee', 'royalty'), amount, 0::hugeint) as defillama_supply_side,
    if(role in ('burn', 'fee_share'), amount, 0::hugeint) as defillama_holders,
    if(role in ('protocol_fee', 'market_fee', 'provider_fee'), amount, 0::hugeint) as token_terminal_fees,
    if(role = 'protocol_fee', amount, 0::hugeint) as token_terminal_revenue
from (
    select p.time, p.chain_id, p.block_number, p.log_index, p.role, t.symbol, t.decimals, p.asset_key, p.amount
    from market.payment p
    join market.token t using (chain_id, token_id, system)
    where p.system = $market
        and p.time <= $as_of
        and p.role in ('price', 'protocol_fee', 'market_fee', 'provider_fee', 'royalty', 'burn', 'fee_share')
    order by p.time, p.chain_id, p.block_number, p.log_index, p.role, p.amount
);
