-- key: real_yield
-- title: Real yield of staking, both ways of saying it
-- unit: base units of the market token; parts per million a year
-- formula: staked = balances of staking contracts at the last block; holders = burns and fee shares of the last 365 days; rewards = reward legs that staking contracts paid in the last 365 days; from_fees = holders / staked; apr = rewards / staked; apr_less_inflation = apr - (minted - burned of the last 365 days) / circulating (Souk's)
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
    select chain_id, token_id, min(time)::date as day
    from market.transfer
    where system = $market and time <= $as_of
    group by all
),
moved as (
    select t.*, k.symbol, k.time as last_time, b.day as first_day
    from market.transfer t
    join token k on k.chain_id = t.chain_id and k.token_id = t.token_id
    join began b on b.chain_id = t.chain_id and b.token_id = t.token_id
    where t.system = $market and t.time <= $as_of
),
staking as (
    select distinct chain_id, holder_id from market.holder where system = $market and class = 'staking'
),
stock as (
    select
        m.chain_id, m.token_id,
        coalesce(sum(m.amount) filter (r.holder_id is not null), 0::hugeint)
            - coalesce(sum(m.amount) filter (s.holder_id is not null), 0::hugeint) as staked,
        coalesce(sum(m.amount) filter (
            m.sender_id = 0 and m.time::date > m.first_day and m.time > m.last_time - interval 365 day
        ), 0::hugeint)
            - coalesce(sum(m.amount) filter (m.recipient_id = 0 and m.time > m.last_time - interval 365 day), 0::hugeint) as net_mint
    from moved m
    left join staking s on s.chain_id = m.chain_id and s.holder_id = m.sender_id
    left join staking r on r.chain_id = m.chain_id and r.holder_id = m.recipient_id
    group by all
),
flow as (
    select
        p.chain_id, p.token_id,
        coalesce(sum(p.amount) filter (p.role in ('burn', 'fee_share')), 0::hugeint) as holders,
        coalesce(sum(p.amount) filter (p.role = 'reward' and s.holder_id is not null), 0::hugeint) as rewards
    from market.payment p
    join token k on k.chain_id = p.chain_id and k.token_id = p.token_id
    left join staking s on s.chain_id = p.chain_id and s.holder_id = p.payer_id
    where p.system = $market
        and p.time <= $as_of
        and p.time > k.time - interval 365 day
    group by all
),
circulating as (
    select chain_id, symbol, amount from {{circulating}} where definition = 'souk'
)
select
    k.chain_id,
    k.symbol,
    k.decimals,
    s.staked,
    coalesce(f.holders, 0::hugeint) as holders,
    coalesce(f.rewards, 0::hugeint) as rewards,
    s.net_mint,
    market.part(coalesce(f.holders, 0::hugeint), 1000000::hugeint, nullif(s.staked, 0::hugeint)) as from_fees_ppm,
    market.part(coalesce(f.rewards, 0::hugeint), 1000000::hugeint, nullif(s.staked, 0::hugeint)) as apr_ppm,
    (
        market.part(coalesce(f.rewards, 0::hugeint), 1000000::hugeint, nullif(s.staked, 0::hugeint))
        - sign(s.net_mint) * market.part(abs(s.net_mint), 1000000::hugeint, nullif(c.amount, 0::hugeint))
    ) as apr_less_inflation_ppm
from token k
join stock s on s.chain_id = k.chain_id and s.token_id = k.token_id
left join flow f on f.chain_id = k.chain_id and f.token_id = k.token_id
left join circulating c on c.chain_id = k.chain_id and c.symbol = k.symbol
order by k.chain_id, k.symbol;
