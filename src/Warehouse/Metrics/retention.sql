-- key: retention
-- title: Retention of contributors and buyers
-- unit: parties; parts per million
-- formula: a cohort is who acted first in a month (contributed; bought, as buyers counts it); retained(k) = those of it who acted in the k-th month after; share = retained / cohort size, floored
-- definer: a16z (cohort retention)
-- caveats: months that are not over yet count as they stand
with acts as (
    select 'contributors' as side, contributor_id as party_id, date_trunc('month', time) as month
    from market.contribution
    where system = $market and time <= $as_of
    union
    select 'buyers', buyer_id, date_trunc('month', time)
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
sizes as (
    select side, cohort, count(*) as size
    from first_acts
    group by all
)
select
    side,
    cohort::date as cohort,
    date_diff('month', cohort, month) as months_after,
    any_value(size) as cohort_size,
    count(*) as retained,
    (count(*) * 1000000 // any_value(size))::bigint as share_ppm
from actor_acts
join first_acts using (side, party_id)
join sizes using (side, cohort)
group by side, cohort, month
order by side, cohort, months_after;
