-- key: offchain_events
-- title: Events off the chain by class
-- unit: events and parties per month
-- formula: sum of the counts of imported rows by class (page_view, login, navigation, post); parties = distinct addresses where the source knows them; on_chain = those of them that any transfer, payment or contribution of the market names up to the asked time
-- definer: Souk (classes after the founding article on Masa)
-- caveats: what an operator reports and no chain shows; rows without an address count as events and not as parties
with seen as (
    select recipient_id as party_id from market.transfer where system = $market and time <= $as_of
    union
    select sender_id from market.transfer where system = $market and time <= $as_of
    union
    select payee_id from market.payment where system = $market and time <= $as_of
    union
    select payer_id from market.payment where system = $market and time <= $as_of
    union
    select contributor_id from market.contribution where system = $market and time <= $as_of
),
owner as (
    select a.address, o.address as first_address
    from party.actor($as_of, $by_entity) e
    join chain.address a using (address_id)
    join chain.address o on o.address_id = e.actor_id
),
known as (
    select coalesce(o.first_address, a.address) as address
    from seen
    join chain.address a on a.address_id = seen.party_id
    left join owner o on o.address = a.address
)
select
    date_trunc('month', e.time)::date as month,
    e.class,
    sum(e.count) as events,
    count(distinct coalesce(o.first_address, e.party)) as parties,
    count(distinct coalesce(o.first_address, e.party)) filter (
        coalesce(o.first_address, e.party) in (select address from known)
    ) as on_chain
from reference.offchain_event e
left join owner o on o.address = e.party
where e.system = $market
    and reference.is_known(e.recorded_at, e.superseded_at)
    and e.time <= $as_of
group by all
order by month, e.class;
