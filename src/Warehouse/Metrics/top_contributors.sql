-- key: top_contributors
-- title: Who is paid
-- unit: base units of the token named in symbol
-- formula: what each party earned, by token, largest first: price, reward and royalty legs, less the royalties that the payee of a price passes on out of it in its transaction; legs = those it was paid; share is of what all earned in that token on that chain, in parts per million, floored
-- definer: Souk
-- caveats: one person may use several addresses that nothing links; by entity the address is the one that was seen first; as concentration of what is passed on later
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
paid as (
    select coalesce(e.actor_id, p.party_id) as payee_id, p.chain_id, p.token_id, sum(p.amount) as amount, sum(p.legs)::bigint as legs
    from rollup.earned_of($market, $as_of) p
    left join actor e on e.address_id = p.party_id
    group by all
),
given as (
    select c.chain_id, coalesce(e.actor_id, c.contributor_id) as contributor_id, count(*) as contributions
    from market.contribution c
    left join actor e on e.address_id = c.contributor_id
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
    market.part(p.amount, 1000000::hugeint, nullif(p.total, 0::hugeint))::bigint as share_ppm
from (
    select *, sum(amount) over (partition by chain_id, token_id) as total
    from paid
) p
join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
join chain.address a on a.address_id = p.payee_id
left join given g on g.chain_id = p.chain_id and g.contributor_id = p.payee_id
order by t.symbol, p.amount desc, party;
