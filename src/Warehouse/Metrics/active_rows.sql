-- key: active_rows
-- title: Who is active, by whose definition
-- unit: parties (1 where the definition counts the party, else 0), one row per party that any definition counts
-- formula: over the 30 days that end with the last indexed day. moved: sent or received a token of the market. buyers: bought (as buyers counts it). contributors: contributed, or was paid a price, reward or royalty. paid: did both, contributed and was paid, unless work of it was judged in these days and none of it accepted, by the last review of each piece (at least one accepted, paid contribution). either: buyers or contributors
-- definer: moved = explorers (active addresses: senders and recipients of transfers); buyers = Token Terminal (active users: addresses that pay for what a protocol sells); contributors, paid, either = Souk (active_parties)
-- caveats: our reading of each definer; where nobody judges work, paid takes what was paid for as accepted, and which piece was paid for it never asks; moved counts contracts and exchanges too; an address is no person; by entity a party is the address of it that was seen first, and so is its label
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
last as (
    select max(b.time)::date as day
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
act as (
    select sender_id as party_id, time, 1 as moved, 0 as bought, 0 as contributed, 0 as paid
    from market.transfer
    where system = $market
    union all
    select recipient_id, time, 1, 0, 0, 0
    from market.transfer
    where system = $market
    union all
    select contributor_id, time, 0, 0, 1, 0
    from market.contribution
    where system = $market
    union all
    select payee_id, time, 0, 0, 0, 1
    from market.payment
    where system = $market and role in ('price', 'reward', 'royalty')
    union all
    select buyer_id, time, 0, 1, 0, 0
    from market.sale_at($market, $as_of)
),
seen as (
    select
        coalesce(e.actor_id, a.party_id) as party_id,
        max(a.moved) as moved,
        max(a.bought) as bought,
        max(a.contributed) as contributed,
        max(a.paid) as paid
    from act a
    cross join last
    left join actor e on e.address_id = a.party_id
    where a.time <= $as_of
        and a.time::date > last.day - 30
    group by all
),
rejected as (
    select coalesce(e.actor_id, w.contributor_id) as party_id
    from market.work_at($market, $as_of) w
    cross join last
    left join actor e on e.address_id = w.contributor_id
    where w.judged_at::date > last.day - 30
        and w.contributor_id is not null
    group by all
    having count(*) filter (w.verdict = 'accepted') = 0
)
select
    '0x' || lower(hex(a.address)) as party,
    if($by_entity, 'entities', 'addresses') as symbol,
    case when a.address_id = 0 then 'nobody' when c.address_id is not null then 'contract' else '' end as label,
    if(s.party_id = 0, 0, s.moved) as moved,
    s.bought as buyers,
    greatest(s.contributed, s.paid) as contributors,
    if(r.party_id is null, s.contributed * s.paid, 0) as paid,
    greatest(s.bought, s.contributed, s.paid) as either
from seen s
join chain.address a on a.address_id = s.party_id
left join (select distinct address_id from chain.contract) c on c.address_id = s.party_id
left join rejected r on r.party_id = s.party_id
order by party;
