-- key: survival
-- title: How long parties stay: survival of contributors and buyers
-- unit: parties; parts per million; steps of 30 days after the first act
-- formula: a party's life is the whole 30-day steps from its first act to its last (contributed; bought, as buyers counts it). It ended if the last act is 90 days or more before the last block; else it is censored. At step k: at_risk = lives of k steps or more; ended, censored = lives of k steps; survival = product over steps up to k of 1 - ended / at_risk
-- definer: Kaplan and Meier 1958; 30 and 90 days: Souk
-- caveats: who comes back after 90 days is counted as never gone once it did; the last steps rest on few parties, and at_risk says how many
with act as (
    select 'contributors' as side, coalesce(e.actor_id, c.contributor_id) as party_id, c.time
    from market.contribution c
    left join party.actor($as_of, $by_entity) e on e.address_id = c.contributor_id
    where c.system = $market and c.time <= $as_of
    union all
    select 'buyers', coalesce(e.actor_id, s.buyer_id), s.time
    from market.sale_at($market, $as_of) s
    left join party.actor($as_of, $by_entity) e on e.address_id = s.buyer_id
),
last as (
    select max(time)::date as day
    from chain.block
    where time <= $as_of
        and chain_id in (select chain_id from market.token where system = $market)
),
life as (
    select
        side,
        (date_diff('day', min(time)::date, max(time)::date) // 30)::bigint as step,
        date_diff('day', max(time)::date, (select day from last)) >= 90 as is_ended
    from act
    group by side, party_id
),
step as (
    select
        side, step,
        count(*) filter (is_ended) as ended,
        count(*) filter (not is_ended) as censored
    from life
    group by all
),
risk as (
    select *, sum(ended + censored) over (partition by side order by step desc)::bigint as at_risk
    from step
)
select
    side,
    step,
    at_risk,
    ended,
    censored,
    round(1000000 * product(1 - ended / at_risk) over (partition by side order by step))::bigint as survival_ppm
from risk
order by side desc, step;
