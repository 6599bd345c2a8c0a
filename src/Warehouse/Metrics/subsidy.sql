-- key: subsidy
-- title: How much of the income is subsidy
-- unit: base units of the token named in symbol, per month
-- formula: from buyers = price legs, and royalty legs but those that the payee of a price pays out of it in its transaction; from rewards = reward legs. Per token: subsidy share = from rewards / both, floored to parts per million
-- definer: Souk
-- caveats: a month in which buyers and rewards use different tokens has a row for each token; rewards that fees paid for count as rewards
select
    date_trunc('month', p.time)::date as month,
    t.symbol,
    t.decimals,
    coalesce(sum(p.amount) filter (p.role in ('price', 'royalty')), 0::hugeint) as from_buyers,
    coalesce(sum(p.amount) filter (p.role = 'reward'), 0::hugeint) as from_rewards,
    market.part(
        coalesce(sum(p.amount) filter (p.role = 'reward'), 0::hugeint), 1000000::hugeint, sum(p.amount)
    )::bigint as subsidy_share_ppm
from market.payment p
join market.token t using (chain_id, token_id, system)
where p.system = $market
    and p.time <= $as_of
    and p.role in ('price', 'royalty', 'reward')
    and not (
        p.role = 'royalty'
        and exists (
            from market.payment s
            where s.system = $market
                and s.role = 'price'
                and s.chain_id = p.chain_id
                and s.block_number = p.block_number
                and s.transaction_index = p.transaction_index
                and s.token_id = p.token_id
                and s.payee_id = p.payer_id
                and s.log_index <= p.log_index
        )
    )
group by all
having sum(p.amount) > 0
order by month, t.symbol;
