-- key: contributors
-- title: Active contributors
-- unit: parties per day
-- formula: distinct parties that contributed data or a service, or were paid a price, reward or royalty, that day
-- definer: Souk (Token Terminal counts addresses likewise)
-- caveats: one person may use several addresses that nothing links
with activity as (
    select time::date as day, contributor_id as party_id
    from market.contribution
    where system = $market and time <= $as_of
    union
    select time::date, payee_id
    from market.payment
    where system = $market and time <= $as_of and role in ('price', 'reward', 'royalty')
)
select
    a.day,
    count(distinct coalesce(e.actor_id, a.party_id)) as contributors
from activity a
left join party.actor($as_of, $by_entity) e on e.address_id = a.party_id
group by a.day
order by day;
