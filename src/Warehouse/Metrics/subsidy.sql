-- key: subsidy
-- title: How much of the income is subsidy
-- unit: base units of the token named in symbol, per month
-- formula: from buyers = price and royalty legs; from rewards = reward legs. Per token: subsidy share = from rewards / both, floored to parts per million
-- definer: Souk
-- caveats: a month in which buyers and rewards use different tokens has a row for each token; rewards that fees paid for count as rewards
select
    date_trunc('month', p.time)::date as month,
    t.symbol,
    t.decimals,
    coalesce(sum(p.amount) filter (p.role in ('price', 'royalty')), 0::hugeint) as from_buyers,
    coalesce(sum(p.amount) filter (p.role = 'reward'), 0::hugeint) as from_rewards,
    (coalesce(sum(p.amount) filter (p.role = 'reward'), 0::hugeint) * 1000000 // sum(p.amount))::bigint as subsidy_share_ppm
from market.payment p
join market.token t using (chain_id, token_id, system)
where p.system = $market
    and p.time <= $as_of
    and p.role in ('price', 'royalty', 'reward')
group by all
having sum(p.amount) > 0
order by month, t.symbol;
