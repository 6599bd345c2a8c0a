-- key: subsidy
-- title: How much of the income is subsidy
-- unit: base units of the token named in symbol, per month
-- formula: from buyers = price and royalty legs, less the royalties that the payee of a price passes on out of it in its transaction; from rewards = reward legs. Per token: subsidy share = from rewards / both, floored to parts per million
-- definer: Souk
-- caveats: a month in which buyers and rewards use different tokens has a row for each token; rewards that fees paid for count as rewards
with leg as (
    select time, chain_id, token_id, role = 'reward' as is_reward, amount
    from market.payment
    where system = $market
        and time <= $as_of
        and role in ('price', 'royalty', 'reward')
    union all
    select time, chain_id, token_id, false, -amount
    from market.passed_on_between(timestamp '0001-01-01', $as_of)
    where system = $market
)
select
    date_trunc('month', p.time)::date as month,
    t.symbol,
    t.decimals,
    coalesce(sum(p.amount) filter (not p.is_reward), 0::hugeint) as from_buyers,
    coalesce(sum(p.amount) filter (p.is_reward), 0::hugeint) as from_rewards,
    market.part(
        coalesce(sum(p.amount) filter (p.is_reward), 0::hugeint), 1000000::hugeint, sum(p.amount)
    )::bigint as subsidy_share_ppm
from leg p
join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
group by all
having sum(p.amount) > 0
order by month, t.symbol;
