-- What screens for wash trading ask of all legs, told by month: who serves many, and who was paid for what they bought. More rollups
-- as those of migration 041.

-- A party that serves many, and since when, if that month is over.
create table rollup.service (
    chain_id integer not null,
    month date not null,
    party_id integer not null,
    time timestamp not null
);

-- Who sent anything to its 101st recipient on a chain, when? Of the parties that have no row yet.
create macro rollup.service_between(chain, since, until) as table
with sent as not materialized (
    select sender_id, recipient_id, time
    from market.transfer
    where chain_id = chain and time < until
),
busy as (
    select sender_id
    from sent
    where sender_id in (
        select sender_id from sent where time >= since
        except
        select party_id from rollup.service where chain_id = chain
    )
    group by sender_id
    having count(*) > 100
),
reached as (
    select sender_id, min(time) as time
    from sent
    where sender_id in (from busy)
    group by sender_id, recipient_id
)
select chain as chain_id, date_trunc('month', time)::date as month, sender_id as party_id, time
from reached
qualify row_number() over (partition by sender_id order by time) = 101;

-- What rollup.service is to hold.
create view rollup.service_told as
select chain_id, date_trunc('month', time)::date as month, sender_id as party_id, time
from (
    select t.chain_id, t.sender_id, min(t.time) as time
    from market.transfer t
    join rollup.rolled r on r.chain_id = t.chain_id and t.time < r.month
    group by t.chain_id, t.sender_id, t.recipient_id
)
qualify row_number() over (partition by chain_id, sender_id order by time) = 101;

insert into rollup.service
select s.*
from rollup.rolled r, lateral (
    from rollup.service_between(r.chain_id, timestamp '0001-01-01', r.month)
) s;

-- Parties that had sent to more than 100 others on one chain by a moment, each once a chain.
create macro party.service_at(until) as table
with since as materialized (
    select coalesce(min(coalesce(r.month, date '0001-01-01')), date '0001-01-01') as day
    from (select distinct chain_id from rollup.market) c
    left join rollup.rolled r using (chain_id)
),
rolled as materialized (
    select chain_id, party_id from rollup.service where time <= until
),
active as (
    select distinct chain_id, sender_id as party_id
    from market.transfer
    where time <= until
        and time >= (select day from since)
)
from rolled
union all
select chain_id, sender_id
from market.transfer
semi join (
    select t.chain_id, t.sender_id
    from market.transfer t
    semi join (from active anti join rolled using (chain_id, party_id)) a on a.chain_id = t.chain_id and a.party_id = t.sender_id
    where t.time <= until
    group by all
    having count(*) > 100
) using (chain_id, sender_id)
where time <= until
group by all
having count(distinct recipient_id) > 100;

-- Who was paid for an asset in the week of a purchase of it or in the next, but not before it? A week begins on a Thursday, as 1970
-- did. By address, and by whoever pays: what an entity or a buyer behind a contract was paid is asked of facts.
create macro rollup.paid_back_between(chain, since, until) as table
with bought as (
    select system, asset_key, payer_id as party_id, epoch_us(time) // 604800000000 as week, min(time) as first
    from market.payment
    where chain_id = chain
        and time >= since - interval 14 day
        and time < until
        and role = 'price'
        and asset_key is not null
    group by all
),
rewarded as materialized (
    select
        date_trunc('month', time)::date as month, system, asset_key, payee_id as party_id, epoch_us(time) // 604800000000 as week,
        max(time) as last
    from market.payment
    where chain_id = chain
        and time >= since
        and time < until
        and role in ('reward', 'fee_share')
        and asset_key is not null
    group by all
)
select distinct chain as chain_id, r.month, b.system, b.asset_key, b.party_id, b.week::integer as week
from bought b
join (
    from rewarded
    union all
    select * replace (week - 1 as week) from rewarded
) r
    on r.system = b.system and r.asset_key = b.asset_key and r.party_id = b.party_id and r.week = b.week and r.last >= b.first;

-- What rollup.paid_back is to hold.
create view rollup.paid_back_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.paid_back_between(r.chain_id, timestamp '0001-01-01', r.month)
) t;

-- Filled from rollup.paid_back_between. month is that of the reward, week that of the purchase, in weeks since 1970.
create table rollup.paid_back (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    asset_key varchar not null,
    party_id integer not null,
    week integer not null
);

insert into rollup.paid_back from rollup.paid_back_told;

-- As in migration 009, and how sure the weakest link of each entity is.
create or replace macro party.entity_at(until, confidence_ppm_min := 500000) as table
with recursive edge as materialized (
    select l.party_id as near_id, l.other_id as far_id, min(l.confidence_ppm) as confidence_ppm
    from party.link_at(until) l
    where l.confidence_ppm >= confidence_ppm_min
    group by all
),
step as materialized (
    select near_id, far_id from edge
    union
    select far_id, near_id from edge
),
reached (address_id, actor_id) using key (address_id) as (
    select distinct near_id, near_id from step
    union
    select s.far_id, min(r.actor_id)
    from reached r
    join step s on s.near_id = r.address_id
    join recurring.reached known on known.address_id = s.far_id
    where r.actor_id < known.actor_id
    group by s.far_id
),
weakest as (
    select r.actor_id, min(e.confidence_ppm) as confidence_ppm
    from edge e
    join reached r on r.address_id = e.near_id
    group by r.actor_id
)
select r.address_id, r.actor_id, count(*) over (partition by r.actor_id) as addresses, w.confidence_ppm
from reached r
join weakest w using (actor_id);
