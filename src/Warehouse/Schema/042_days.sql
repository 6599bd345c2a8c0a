-- What was paid a day, and what did each buyer spend, without reading two years of legs? More rollups of months that are over, filled
-- and taken away with those of migration 041.

-- Which chains has each market facts on? One more may be named, never one less.
create table rollup.market (
    chain_id integer not null,
    system varchar not null
);

insert into rollup.market
select distinct chain_id, system from market.transfer
union
select distinct chain_id, system from market.payment
union
select distinct chain_id, system from market.pool_state;

-- The first day that an answer as of a moment reads from facts: the first of the moment's month, or of the earliest that a chain of
-- the market has not rolled up. In place of the two macros of migration 041: one date for all rollups of a market.
create macro rollup.since(market, until) as least(
    date_trunc('month', until::timestamp)::date,
    coalesce(
        (
            select min(coalesce(r.month, date '0001-01-01'))
            from rollup.market m
            left join rollup.rolled r using (chain_id)
            where m.system = market
        ),
        date '0001-01-01'
    )
);

-- As in migration 041, and how much of it was sent: a party that began a month with more was overdrawn on none of its days.
create or replace macro rollup.holding_between(chain, since, until) as table
select
    chain_id, date_trunc('month', time)::date as month, system, token_id, party_id,
    sum(change) as change, sum(sent_amount) as sent_amount, sum(received)::integer as received, sum(sent)::integer as sent
from (
    select
        chain_id, time, system, token_id, recipient_id as party_id, amount as change, 0::hugeint as sent_amount, 1 as received,
        0 as sent
    from market.transfer
    where chain_id = chain and time >= since and time < until
    union all
    select chain_id, time, system, token_id, sender_id, -amount, amount, 0, 1
    from market.transfer
    where chain_id = chain and time >= since and time < until
)
group by all;

drop view rollup.holding_told;

create view rollup.holding_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.holding_between(r.chain_id, timestamp '0001-01-01', r.month)
) t;

drop table rollup.holding;

create table rollup.holding (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    token_id integer not null,
    party_id integer using compression uncompressed not null,
    change hugeint using compression uncompressed not null,
    sent_amount hugeint using compression uncompressed not null,
    received integer not null,
    sent integer not null
);

-- As in migration 041, by the one date, and one row a party, token and month.
create or replace macro rollup.holding_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
)
select chain_id, month, token_id, party_id, change, sent_amount, received, sent
from rollup.holding
where system = market
    and month < (select day from since)
union all
select
    chain_id, date_trunc('month', time)::date, token_id, party_id,
    sum(change), sum(sent_amount), sum(received)::integer, sum(sent)::integer
from (
    select chain_id, time, token_id, recipient_id as party_id, amount as change, 0::hugeint as sent_amount, 1 as received, 0 as sent
    from market.transfer
    where system = market
        and time <= until
        and time >= (select day from since)
    union all
    select chain_id, time, token_id, sender_id, -amount, amount, 0, 1
    from market.transfer
    where system = market
        and time <= until
        and time >= (select day from since)
)
group by all;

create or replace macro rollup.earning_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
)
select chain_id, month, token_id, role, party_id, amount, legs
from rollup.earning
where system = market
    and month < (select day from since)
union all
select chain_id, date_trunc('month', time)::date, token_id, role, payee_id, amount, 1
from market.payment
where system = market
    and time <= until
    and time >= (select day from since);

drop macro rollup.holdings_since;

drop macro rollup.earnings_since;

-- What was paid each day, in each role of a leg?
create macro rollup.paid_between(chain, since, until) as table
select chain_id, time::date as day, system, token_id, role, sum(amount) as amount, count(*)::integer as legs
from market.payment
where chain_id = chain and time >= since and time < until
group by all;

create view rollup.paid_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.paid_between(r.chain_id, timestamp '0001-01-01', r.month)
) t;

-- Filled from rollup.paid_between.
create table rollup.paid (
    chain_id integer not null,
    day date not null,
    system varchar not null,
    token_id integer not null,
    role varchar not null,
    amount hugeint not null,
    legs integer not null
);

-- What was paid in a market up to a moment: to be summed.
create macro rollup.paid_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
)
select chain_id, day, token_id, role, amount, legs
from rollup.paid
where system = market
    and day < (select day from since)
union all
select chain_id, time::date, token_id, role, amount, 1
from market.payment
where system = market
    and time <= until
    and time >= (select day from since);

-- What did each payer pay for assets by month? Of price legs; who bought where a contract pays is asked of facts (market.sale_at).
create macro rollup.spending_between(chain, since, until) as table
select
    chain_id, date_trunc('month', time)::date as month, system, token_id, payer_id as party_id,
    sum(amount) as amount, count(*)::integer as legs
from market.payment
where chain_id = chain and time >= since and time < until
    and role = 'price'
group by all;

create view rollup.spending_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.spending_between(r.chain_id, timestamp '0001-01-01', r.month)
) t;

-- Filled from rollup.spending_between.
create table rollup.spending (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    token_id integer not null,
    party_id integer using compression uncompressed not null,
    amount hugeint using compression uncompressed not null,
    legs integer not null
);

-- As in migration 032, in two: sales that a contract pays for, whose buyers only facts tell, and (market.sale_at) those with all
-- others, whose buyers pay themselves and are rolled up.
create macro market.held_sale_at(market, until) as table
with leg as (
    from market.payment
    where system = market
        and role = 'price'
        and time <= until
        and (chain_id, payer_id) in (
            select (chain_id, holder_id) from market.holder where system = market and class in ('escrow', 'staking')
        )
),
job as (
    select chain_id, block_number, log_index, asset_key, requester_id
    from market.job
    where system = market
        and action = 'completed'
        and requester_id is not null
),
access as (
    select chain_id, block_number, log_index, asset_key, min(party_id) as party_id
    from market.entitlement
    where system = market
        and (chain_id, block_number, log_index) in (select (chain_id, block_number, log_index) from leg)
    group by all
)
select l.*, coalesce(j.requester_id, a.party_id, l.payer_id) as buyer_id
from leg l
asof left join job j
    on j.chain_id = l.chain_id
    and j.block_number = l.block_number
    and j.asset_key = l.asset_key
    and l.log_index >= j.log_index
left join access a
    on a.chain_id = l.chain_id
    and a.block_number = l.block_number
    and a.log_index = l.log_index
    and a.asset_key = l.asset_key;

create or replace macro market.sale_at(market, until) as table
select *, payer_id as buyer_id
from market.payment
where system = market
    and role = 'price'
    and time <= until
    and (chain_id, payer_id) not in (
        select (chain_id, holder_id) from market.holder where system = market and class in ('escrow', 'staking')
    )
union all
from market.held_sale_at(market, until);

-- What buyers of a market spent up to a moment, as market.sale_at names them: to be summed.
create macro rollup.spending_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
),
contract as materialized (
    select distinct chain_id, holder_id as party_id
    from market.holder
    where system = market and class in ('escrow', 'staking')
)
select s.chain_id, s.month, s.token_id, s.party_id, s.amount, s.legs
from rollup.spending s
anti join contract using (chain_id, party_id)
where s.system = market
    and s.month < (select day from since)
union all
select p.chain_id, date_trunc('month', p.time)::date, p.token_id, p.payer_id, p.amount, 1
from market.payment p
where p.system = market
    and p.role = 'price'
    and p.time <= until
    and p.time >= (select day from since)
    and (p.chain_id, p.payer_id) not in (select (chain_id, party_id) from contract)
union all
select chain_id, date_trunc('month', time)::date, token_id, buyer_id, amount, 1
from market.held_sale_at(market, until);

insert into rollup.holding from rollup.holding_told;

insert into rollup.paid from rollup.paid_told;

insert into rollup.spending from rollup.spending_told;
