-- Who came, who was seen last, how many did anything, what was contributed, released and sent where nobody can take it back on each
-- day of a market, from its first transfer to the last block?
with bounds as (
    select
        (select min(time)::date from market.transfer where system = $market and time <= $as_of) as first,
        (
            select max(b.time)::date
            from chain.block b
            where b.time <= $as_of
                and b.chain_id in (select chain_id from market.token where system = $market)
        ) as last
),
act as (
    select sender_id as party_id, time::date as day from market.transfer where system = $market and time <= $as_of
    union
    select payer_id, time::date from market.payment where system = $market and time <= $as_of
    union
    select contributor_id, time::date from market.contribution where system = $market and time <= $as_of
    union
    select party_id, time::date from market.stake where system = $market and time <= $as_of
),
party as (
    select party_id, min(day) as came, max(day) as seen
    from act
    where party_id <> 0
        and party_id not in (select address_id from chain.contract)
    group by party_id
),
came as (
    select came as day, count(*) as parties
    from party
    group by came
),
left_ as (
    select seen as day, count(*) as parties
    from party
    group by seen
),
present as (
    select day, count(*) as parties
    from act
    where party_id in (select party_id from party)
    group by day
),
given as (
    select time::date as day, count(*) as contributions
    from market.contribution
    where system = $market
        and time <= $as_of
    group by day
),
freed as (
    select r.time::date as day, sum(r.amount) as amount
    from market.release r
    join market.token t using (chain_id, token_id, system)
    where system = $market
        and t.is_market_token
        and r.time <= $as_of
    group by day
),
-- Sent to the address of which nobody has the key.
sunk as (
    select m.time::date as day, sum(m.amount) as amount
    from market.transfer m
    join market.token t using (chain_id, token_id, system)
    where system = $market
        and t.is_market_token
        and m.time <= $as_of
        and m.recipient_id in (
            select address_id from chain.address
            where address = chain.dead_address()
        )
    group by day
)
select
    d.day::date as day,
    coalesce(came.parties, 0) as entries,
    coalesce(left_.parties, 0) as exits,
    coalesce(present.parties, 0) as present,
    coalesce(given.contributions, 0) as contributions,
    coalesce(freed.amount, 0::hugeint) as released,
    coalesce(sunk.amount, 0::hugeint) as sunk
from bounds
cross join unnest(generate_series(bounds.first::timestamp, bounds.last::timestamp, interval 1 day)) d (day)
left join came on came.day = d.day::date
left join left_ on left_.day = d.day::date
left join present on present.day = d.day::date
left join given on given.day = d.day::date
left join freed on freed.day = d.day::date
left join sunk on sunk.day = d.day::date
order by d.day
