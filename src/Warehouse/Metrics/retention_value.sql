-- key: retention_value
-- title: Retention by money
-- unit: base units of the token named in symbol; parts per million, above 1000000 where a cohort grows; parties
-- formula: a cohort is who first paid (buyers) or was first paid by price, reward or royalty (earners) in a month, in that token; amount(k) = what those of it paid, or earned as concentration has it, in the k-th month after; share = amount(k) / amount(0), floored
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
    select side, chain_id, token_id, cohort, date_diff('month', cohort, month) as months_after, count(*) as parties, sum(amount) as amount
    from aged
    group by all
)
select
    s.side,
    s.cohort,
    s.months_after,
    t.symbol,
    t.decimals,
    s.parties,
    s.amount,
    market.part(
        s.amount, 1000000::hugeint,
        nullif(max(s.amount) filter (s.months_after = 0) over (partition by s.side, s.chain_id, s.token_id, s.cohort), 0::hugeint)
    )::bigint as share_ppm
from summed s
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
order by s.side, s.cohort, t.symbol, s.chain_id, s.months_after;
