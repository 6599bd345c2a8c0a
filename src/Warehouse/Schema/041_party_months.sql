-- What did each party hold, and what was it paid, without reading two years of legs? Rollups by party and month, of months that are
-- over: most balances and earnings are asked as of now, and a month has a quarter of the rows that its legs have. Unlike the
-- rollups by block these are filled once a month, in the write that brings the first block of a later one; facts that come or go
-- in a month that is rolled up already take its rows, and those of later months, away. Who asks reads months that are rolled up
-- here and all others from the facts, so that an answer is the same however much is rolled up.

-- The first month of a chain that is not rolled up: rows of the three tables below are of months before it. A chain
-- without a row has none.
create table rollup.rolled (
    chain_id integer not null,
    month date not null
);

-- How did balances change by month? Legs are counted on both sides: a party that sends to itself has one in and one out.
create macro rollup.holding_between(chain, since, until) as table
select
    chain_id, date_trunc('month', time)::date as month, system, token_id, party_id,
    sum(change) as change, sum(received)::integer as received, sum(sent)::integer as sent
from (
    select chain_id, time, system, token_id, recipient_id as party_id, amount as change, 1 as received, 0 as sent
    from market.transfer
    where chain_id = chain and time >= since and time < until
    union all
    select chain_id, time, system, token_id, sender_id, -amount, 0, 1
    from market.transfer
    where chain_id = chain and time >= since and time < until
)
group by all;

-- What rollup.holding is to hold.
create view rollup.holding_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.holding_between(r.chain_id, '-infinity'::timestamp, r.month)
) t;

-- Filled from rollup.holding_between, a month or more at a time. Amounts and parties are not packed, as in market.transfer.
create table rollup.holding (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    token_id integer not null,
    party_id integer using compression uncompressed not null,
    change hugeint using compression uncompressed not null,
    received integer not null,
    sent integer not null
);

-- What was each party paid by month, in each role of a leg?
create macro rollup.earning_between(chain, since, until) as table
select
    chain_id, date_trunc('month', time)::date as month, system, token_id, role, payee_id as party_id,
    sum(amount) as amount, count(*)::integer as legs
from market.payment
where chain_id = chain and time >= since and time < until
group by all;

-- What rollup.earning is to hold.
create view rollup.earning_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.earning_between(r.chain_id, '-infinity'::timestamp, r.month)
) t;

-- Filled from rollup.earning_between.
create table rollup.earning (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    token_id integer not null,
    role varchar not null,
    party_id integer using compression uncompressed not null,
    amount hugeint using compression uncompressed not null,
    legs integer not null
);

-- A party's first receipt on a chain, if its month is over.
create table rollup.first_receipt (
    chain_id integer not null,
    month date not null,
    party_id integer not null,
    time timestamp not null,
    block_number bigint not null,
    log_index integer not null,
    sender_id integer not null
);

-- Who was the first to send each party anything? Of the parties that have no row yet.
create macro rollup.first_receipt_between(chain, since, until) as table
select
    chain_id, date_trunc('month', first[1])::date as month, party_id, first[1] as time, first[2] as block_number,
    first[3] as log_index, first[4] as sender_id
from (
    select
        chain_id, recipient_id as party_id,
        arg_min((time, block_number, log_index, sender_id), (time, block_number, log_index)) as first
    from market.transfer
    where chain_id = chain and time >= since and time < until
        and recipient_id <> 0
    group by all
)
where party_id not in (select party_id from rollup.first_receipt where chain_id = chain);

-- What rollup.first_receipt is to hold.
create view rollup.first_receipt_told as
select
    chain_id, date_trunc('month', first[1])::date as month, party_id, first[1] as time, first[2] as block_number,
    first[3] as log_index, first[4] as sender_id
from (
    select
        t.chain_id, t.recipient_id as party_id,
        arg_min((t.time, t.block_number, t.log_index, t.sender_id), (t.time, t.block_number, t.log_index)) as first
    from market.transfer t
    join rollup.rolled r on r.chain_id = t.chain_id and t.time < r.month
    where t.recipient_id <> 0
    group by all
);

insert into rollup.rolled
select chain_id, date_trunc('month', max(time))::date
from (
    select chain_id, max(time) as time from market.transfer group by chain_id
    union all
    select chain_id, max(time) from market.payment group by chain_id
)
group by chain_id;

insert into rollup.holding from rollup.holding_told;

insert into rollup.earning from rollup.earning_told;

insert into rollup.first_receipt from rollup.first_receipt_told;

-- The first month that an answer as of a moment reads from facts: that of the moment, or the earliest that a chain of the market
-- has not rolled up. Of transfers and of payments, as a chain may have either.
create macro rollup.holdings_since(market, until) as least(
    date_trunc('month', until::timestamp)::date,
    coalesce(
        (
            select min(coalesce(r.month, date '0001-01-01'))
            from (select distinct chain_id from market.transfer where system = market) c
            left join rollup.rolled r using (chain_id)
        ),
        date '0001-01-01'
    )
);

create macro rollup.earnings_since(market, until) as least(
    date_trunc('month', until::timestamp)::date,
    coalesce(
        (
            select min(coalesce(r.month, date '0001-01-01'))
            from (select distinct chain_id from market.payment where system = market) c
            left join rollup.rolled r using (chain_id)
        ),
        date '0001-01-01'
    )
);

-- Changes of balances of a market up to a moment, in whichever rows they are had soonest: to be summed. received and sent count
-- legs.
create macro rollup.holding_of(market, until) as table
with since as materialized (
    select rollup.holdings_since(market, until) as month
)
select chain_id, month, token_id, party_id, change, received, sent
from rollup.holding
where system = market
    and month < (select month from since)
union all
select chain_id, date_trunc('month', time)::date, token_id, recipient_id, amount, 1, 0
from market.transfer
where system = market
    and time <= until
    and time >= (select month from since)
union all
select chain_id, date_trunc('month', time)::date, token_id, sender_id, -amount, 0, 1
from market.transfer
where system = market
    and time <= until
    and time >= (select month from since);

-- What parties of a market were paid up to a moment, likewise.
create macro rollup.earning_of(market, until) as table
with since as materialized (
    select rollup.earnings_since(market, until) as month
)
select chain_id, month, token_id, role, party_id, amount, legs
from rollup.earning
where system = market
    and month < (select month from since)
union all
select chain_id, date_trunc('month', time)::date, token_id, role, payee_id, amount, 1
from market.payment
where system = market
    and time <= until
    and time >= (select month from since);

-- As in migration 009, only that first receipts of months that are rolled up are read from there.
create or replace macro party.first_funding(until) as table
with since as materialized (
    select least(
        date_trunc('month', until::timestamp)::date,
        coalesce(
            (
                select min(coalesce(r.month, date '0001-01-01'))
                from (select distinct chain_id from market.transfer) c
                left join rollup.rolled r using (chain_id)
            ),
            date '0001-01-01'
        )
    ) as month
),
receipts as (
    select
        party_id,
        arg_min((chain_id, block_number, log_index, sender_id), (time, chain_id, block_number, log_index)) as first
    from (
        select party_id, time, chain_id, block_number, log_index, sender_id
        from rollup.first_receipt
        where time <= until
        union all
        select recipient_id, time, chain_id, block_number, log_index, sender_id
        from market.transfer
        where time <= until
            and time >= (select month from since)
            and recipient_id <> 0
    )
    group by party_id
)
select
    r.party_id,
    r.first[4] as funder_id,
    r.first[1] as chain_id,
    r.first[2] as block_number,
    r.first[3] as log_index
from receipts r
anti join market.payment p
    on p.chain_id = r.first[1]
    and p.block_number = r.first[2]
    and p.leg_log_index = r.first[3];
