-- key: real_yield
-- title: Real yield of staking, both ways of saying it
-- unit: base units of the market token; parts per million a year
-- formula: staked = balances of staking contracts at the last block; holders = burns and fee shares of the last 365 days; rewards = reward legs that staking contracts paid in the last 365 days; from_fees = holders / staked; apr = rewards / staked; apr_less_inflation = apr - (emitted - burned of the last 365 days, as emissions has them) / circulating (Souk's)
-- definer: no standard: from_fees = holders' revenue against the staked capital (DefiLlama's holders' revenue); apr_less_inflation = nominal less net inflation (Souk)
-- caveats: all in the market token, so that no price is needed; holders that did not stake share in burns too; the initial mint is no inflation; null where nothing is staked
with last as (
    select chain_id, max(time) as time
    from chain.block
    where time <= $as_of
        and chain_id in (select chain_id from market.token where system = $market)
    group by chain_id
),
token as (
    select t.chain_id, t.token_id, t.symbol, t.decimals, l.time
    from market.token t
    join last l using (chain_id)
    where t.system = $market and t.is_market_token
),
began as (
    from market.began_at($market, $as_of)
),
staking as (
    select distinct chain_id, holder_id as party_id from market.holder where system = $market and class = 'staking'
),
stock as (
    select h.chain_id, h.token_id, sum(h.change) as staked
    from rollup.holding_of($market, $as_of) h
    join token using (chain_id, token_id)
    semi join staking using (chain_id, party_id)
    group by all
),
minted as (
    select m.chain_id, m.token_id, sum(m.emitted - m.burned) as net_mint
    from (
        from market.supply_move_at($market, $as_of)
        anti join {{bridged_supply}} using (chain_id, block_number, log_index)
    ) m
    join token k on k.chain_id = m.chain_id and k.token_id = m.token_id
    where m.time > k.time - interval 365 day
    group by all
),
flow as (
    select
        p.chain_id, p.token_id,
        coalesce(sum(p.amount) filter (p.role in ('burn', 'fee_share')), 0::hugeint) as holders,
        coalesce(sum(p.amount) filter (p.role = 'reward' and s.party_id is not null), 0::hugeint) as rewards
    from market.payment p
    join token k on k.chain_id = p.chain_id and k.token_id = p.token_id
    left join staking s on s.chain_id = p.chain_id and s.party_id = p.payer_id
    where p.system = $market
        and p.time <= $as_of
        and p.time > k.time - interval 365 day
        and p.role in ('burn', 'fee_share', 'reward')
    group by all
),
circulating as (
    select chain_id, symbol, amount from {{circulating}} where definition = 'souk'
)
select
    chain_id,
    symbol,
    decimals,
    staked,
    holders,
    rewards,
    net_mint,
    market.part(holders, 1000000::hugeint, nullif(staked, 0::hugeint)) as from_fees_ppm,
    market.part(rewards, 1000000::hugeint, nullif(staked, 0::hugeint)) as apr_ppm,
    (
        market.part(rewards, 1000000::hugeint, nullif(staked, 0::hugeint))
        - sign(net_mint) * market.part(abs(net_mint), 1000000::hugeint, nullif(circulating, 0::hugeint))
    ) as apr_less_inflation_ppm
from (
    select
        k.chain_id, k.symbol, k.decimals, coalesce(s.staked, 0::hugeint) as staked, coalesce(f.holders, 0::hugeint) as holders,
        coalesce(f.rewards, 0::hugeint) as rewards, coalesce(m.net_mint, 0::hugeint) as net_mint, c.amount as circulating
    from token k
    join began using (chain_id, token_id)
    left join stock s using (chain_id, token_id)
    left join minted m using (chain_id, token_id)
    left join flow f using (chain_id, token_id)
    left join circulating c using (chain_id, symbol)
)
order by chain_id, symbol;
