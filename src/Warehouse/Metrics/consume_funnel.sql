-- key: consume_funnel
-- title: From an offer to a paid use
-- unit: offers, accesses and payments since the start; parties; parts per million
-- formula: published = assets registered, by parties that are told; opened = accesses given, a payment channel being one, by parties that were given one; paid = price legs whose buyer (as buyers counts it) was given access at the same time or before; share = parties of paid / parties of opened, floored
-- definer: Souk
-- caveats: null where no step before tells its parties; 0 in a market whose contracts do not tell of access; an access may be of several assets
with opened as (
    select coalesce(e.actor_id, m.party_id) as party_id, min(m.time) as first, count(*) as accesses
    from market.entitlement m
    left join party.actor($as_of, $by_entity) e on e.address_id = m.party_id
    where m.system = $market and m.time <= $as_of
    group by all
),
paid as (
    select coalesce(e.actor_id, p.buyer_id) as party_id, count(*) as payments
    from market.sale_at($market, $as_of) p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.buyer_id
    join opened o on o.party_id = coalesce(e.actor_id, p.buyer_id) and o.first <= p.time
    group by all
),
steps as (
    select 1 as place, 'published' as step, count(distinct asset_key) as items, count(distinct coalesce(e.actor_id, a.owner_id)) as parties
    from market.asset a
    left join party.actor($as_of, $by_entity) e on e.address_id = a.owner_id
    where a.system = $market and a.time <= $as_of
    union all
    select 2, 'opened', coalesce(sum(accesses), 0)::bigint, count(*) from opened
    union all
    select 3, 'paid', coalesce(sum(payments), 0)::bigint, count(*) from paid
)
select
    step,
    items,
    parties,
    if(place = 3, parties * 1000000 // nullif(lag(parties) over (order by place), 0), null)::bigint as share_ppm
from steps
order by place;
