-- key: retention_value
-- title: Retention by money
-- unit: base units of the token named in symbol; parts per million, above 1000000 where a cohort grows; parties
-- formula: a cohort is who first paid (buyers) or was first paid by price, reward or royalty (earners) in a month, in that token; amount(k) = what those of it paid, or earned as concentration has it, in the k-th month after, for every k up to the month of the last block; share = amount(k) / amount(0), floored
-- definer: a16z (retention weighted by money); by side and from chain data: Souk
-- caveats: months that are not over yet count as they stand; by the token's own units, so that a price that moves is no retention
with act as (
    select 'buyers' as side, chain_id, token_id, party_id, month, amount
    from rollup.spending_of($market, $as_of)
    union all
    select 'earners', chain_id, token_id, party_id, month, amount
    from rollup.earned_of($market, $as_of)
),
spent as (
    select a.side, a.chain_id, a.token_id, coalesce(e.actor_id, a.party_id) as party_id, a.month, sum(a.amount) as amount
    from act a
    left join party.actor($as_of, $by_entity) e on e.address_id = a.party_id
    group by all
),
aged as (
    select *, min(month) over (partition by side, chain_id, token_id, party_id) as cohort
    from spent
),
summed as (
    select side, chain_id, token_id, cohort, month, count(*) as parties, sum(amount) as amount
    from aged
    group by all
)
select
    c.side,
    c.cohort,
    date_diff('month', c.cohort, c.month) as months_after,
    t.symbol,
    t.decimals,
    coalesce(s.parties, 0) as parties,
    coalesce(s.amount, 0::hugeint) as amount,
    market.part(coalesce(s.amount, 0::hugeint), 1000000::hugeint, nullif(c.amount, 0::hugeint))::bigint as share_ppm
from (
    select side, chain_id, token_id, cohort, amount, unnest(market.months_since($market, cohort, $as_of)) as month
    from summed
    where month = cohort
) c
left join summed s
    on s.side = c.side and s.chain_id = c.chain_id and s.token_id = c.token_id and s.cohort = c.cohort and s.month = c.month
join market.token t on t.chain_id = c.chain_id and t.token_id = c.token_id and t.system = $market
order by c.side, c.cohort, t.symbol, c.chain_id, months_after;
