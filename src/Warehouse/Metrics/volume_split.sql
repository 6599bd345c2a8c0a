-- key: volume_split
-- title: Use against speculation
-- unit: base units of the quote token, per month; parts per million
-- formula: utility = price and fee legs, valued (valued); royalties are paid out of prices; speculation = quote moved in the token's pools, without swaps that a payment's own transaction made (a fee being converted); share = utility / both, floored
-- definer: Souk
-- caveats: trades on exchanges are not on chain, so speculation is a lower bound; legs without a price are left out and counted
with utility as (
    select
        date_trunc('month', day)::date as month, chain_id, quote_symbol,
        coalesce(sum(value), 0::hugeint) as value,
        coalesce(sum(legs) filter (value is null), 0)::bigint as unvalued_legs
    from {{valued}}
    where role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
    group by all
),
tick_swap as materialized (
    from market.tick_swap_at($market, $as_of)
),
converting as (
    select s.chain_id, s.block_number, s.log_index
    from tick_swap s
    join chain.log l using (chain_id, block_number, log_index)
    join market.payment p using (chain_id, block_number, transaction_index)
    where p.system = $market and p.role in ('price', 'protocol_fee', 'market_fee', 'burn', 'fee_share')
),
swapped as (
    select date_trunc('month', s.day)::date as month, s.chain_id, q.symbol as quote_symbol, sum(s.quote_amount) as value
    from (
        select chain_id, day, quote_token_id, quote_apart as quote_amount
        from rollup.swapped_of($market, $as_of)
        where quote_apart > 0
        union all
        select chain_id, time::date, quote_token_id, quote_amount
        from tick_swap
        anti join converting using (chain_id, block_number, log_index)
    ) s
    join market.token q on q.chain_id = s.chain_id and q.token_id = s.quote_token_id and q.system = $market
    group by all
)
select
    month,
    chain_id,
    quote_symbol,
    coalesce(u.value, 0::hugeint) as utility,
    coalesce(s.value, 0::hugeint) as speculation,
    market.part(
        coalesce(u.value, 0::hugeint), 1000000::hugeint, nullif(coalesce(u.value, 0::hugeint) + coalesce(s.value, 0::hugeint), 0::hugeint)
    )::bigint as utility_share_ppm,
    coalesce(u.unvalued_legs, 0) as unvalued_legs
from utility u
full join swapped s using (month, chain_id, quote_symbol)
order by month, chain_id, quote_symbol;
