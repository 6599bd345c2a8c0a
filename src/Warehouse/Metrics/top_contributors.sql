-- key: top_contributors
-- title: Who is paid
-- unit: base units of the token named in symbol
-- formula: sum of price, reward and royalty legs by payee and token, largest first; share is of all such legs in that token, in parts per million, floored
-- definer: Souk
-- caveats: one person may use several addresses
with paid as (
    select payee_id, chain_id, token_id, sum(amount) as amount, count(*) as legs
    from market.payment
    where system = $market and time <= $as_of and role in ('price', 'reward', 'royalty')
    group by all
),
given as (
    select chain_id, contributor_id, count(*) as contributions
    from market.contribution
    where system = $market and time <= $as_of
    group by all
)
select
    '0x' || lower(hex(a.address)) as party,
    t.symbol,
    t.decimals,
    p.amount,
    p.legs,
    coalesce(g.contributions, 0) as contributions,
    (p.amount * 1000000 // sum(p.amount) over (partition by p.token_id))::bigint as share_ppm
from paid p
join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
join chain.address a on a.address_id = p.payee_id
left join given g on g.chain_id = p.chain_id and g.contributor_id = p.payee_id
order by t.symbol, p.amount desc, party;
