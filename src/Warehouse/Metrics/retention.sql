-- key: retention
-- title: Retention of contributors and buyers
-- unit: parties; parts per million
-- formula: a cohort is who acted first in a month (contributed; bought, as buyers counts it); retained(k) = those of it who acted in the k-th month after, for every k up to the month of the last block; share = retained / cohort size, floored
-- definer: a16z (cohort retention)
-- caveats: months that are not over yet count as they stand
with acts as (
    select 'contributors' as side, contributor_id as party_id, date_trunc('month', time)::date as month
    from market.contribution
    where system = $market and time <= $as_of
    union
    select 'buyers', buyer_id, date_trunc('month', time)::date
    from market.sale_at($market, $as_of)
),
actor_acts as (
    select distinct a.side, coalesce(e.actor_id, a.party_id) as party_id, a.month
    from acts a
    left join party.actor($as_of, $by_entity) e on e.address_id = a.party_id
),
first_acts as (
    select side, party_id, min(month) as cohort
    from actor_acts
    group by all
),
retained as (
    select side, cohort, month, count(*) as parties
    from actor_acts
    join first_acts using (side, party_id)
    group by all
)
select
    c.side,
    c.cohort,
    date_diff('month', c.cohort, c.month) as months_after,
    c.parties as cohort_size,
    coalesce(r.parties, 0) as retained,
    (coalesce(r.parties, 0) * 1000000 // c.parties)::bigint as share_ppm
from (
    select side, cohort, parties, unnest(market.months_since($market, cohort, $as_of)) as month
    from retained
    where month = cohort
) c
left join retained r on r.side = c.side and r.cohort = c.cohort and r.month = c.month
order by c.side, c.cohort, months_after;
