-- key: yield_rows
-- title: Which payments the yield of staking counts, by whose definition
-- unit: base units of the market token, one row per payment of the last 365 days, and one for what inflation takes
-- formula: what each definition counts: from_fees burns and fee shares; apr rewards that staking contracts paid; apr_less_inflation these, less staked x (emitted - burned of the last 365 days) / circulating, floored, in a row of its own. Divided by staked the sums are the shares of real_yield, the last but for rounding
-- definer: from_fees = holders' revenue (DefiLlama's); apr = what is paid; apr_less_inflation = Souk
-- caveats: as real_yield; the row of inflation stands for all mints and burns of the year (emission_rows), has no log, and is there only where something is staked and circulates; its amount is that of all holders, and what it takes is the part of what is staked
with stated as (
    from {{real_yield}}
),
token as (
    select t.chain_id, t.token_id, t.symbol, t.decimals, max(b.time) as time
    from market.token t
    join chain.block b on b.chain_id = t.chain_id and b.time <= $as_of
    where t.system = $market and t.is_market_token
    group by all
),
staking as (
    select distinct chain_id, holder_id as party_id from market.holder where system = $market and class = 'staking'
),
leg as (
    select p.time, p.chain_id, p.block_number, p.log_index, k.symbol, k.decimals, p.role, p.amount
    from market.payment p
    join token k on k.chain_id = p.chain_id and k.token_id = p.token_id
    semi join stated y on y.chain_id = k.chain_id and y.symbol = k.symbol
    left join staking s on s.chain_id = p.chain_id and s.party_id = p.payer_id
    where p.system = $market
        and p.time <= $as_of
        and p.time > k.time - interval 365 day
        and (p.role in ('burn', 'fee_share') or p.role = 'reward' and s.party_id is not null)
),
growth as (
    select
        k.time, y.chain_id, y.symbol, y.decimals, abs(y.net_mint) as amount,
        sign(y.net_mint) * market.mul_div(abs(y.net_mint), y.staked, c.amount) as taken
    from stated y
    join token k on k.chain_id = y.chain_id and k.symbol = y.symbol
    join {{circulating}} c on c.chain_id = y.chain_id and c.symbol = y.symbol and c.definition = 'souk'
    where y.net_mint <> 0
        and y.staked > 0
        and c.amount > 0
)
select
    time::date as day,
    chain_id,
    block_number,
    log_index,
    symbol,
    decimals,
    role as label,
    amount,
    if(role = 'reward', 0::hugeint, amount) as from_fees,
    if(role = 'reward', amount, 0::hugeint) as apr,
    if(role = 'reward', amount, 0::hugeint) as apr_less_inflation
from leg
union all
select time::date, chain_id, null, null, symbol, decimals, 'inflation', amount, 0::hugeint, 0::hugeint, -taken::hugeint
from growth
order by day, chain_id, block_number, log_index, label, amount;
