-- What screens for wash trading look for in all legs, found by month: prices that came back, and legs of who was paid for what it
-- bought. More rollups as those of migration 041; rollup.paid_back of migration 045 named weeks, and now has the legs themselves.

-- Up to when legs of each chain count: of one chain or, where chain is null, of all; up to a moment or, where until is null, as far as
-- the chain is rolled up.
create macro rollup.span(chain, until) as table
select c.chain_id, coalesce(until, r.month::timestamp) as until
from (select distinct chain_id from market.token) c
left join rollup.rolled r using (chain_id)
where coalesce(chain, c.chain_id) = c.chain_id;

-- Prices that came back to who paid them: at once (transfers 0: payer and payee are one), or by 1, 2 or 3 transfers of at least 90 %
-- each, one after the other, within 7 days before or after. Parties between payee and payer are passed in that order, and the payer
-- stands for those that a shorter way has not. Who had sent to more than 100 others by then passes nothing on. A way belongs to the
-- month of its last leg.
create macro rollup.came_back_between(chain, since, until) as table
with span as materialized (
    from rollup.span(chain, until)
),
move as materialized (
    select t.chain_id, t.time, t.block_number, t.log_index, t.token_id, t.sender_id, t.recipient_id, t.amount
    from market.transfer t
    join span p on p.chain_id = t.chain_id and t.time < p.until
    left join rollup.service s on s.chain_id = t.chain_id and s.party_id = t.sender_id
    left join rollup.service r on r.chain_id = t.chain_id and r.party_id = t.recipient_id
    where t.time >= since - interval 14 day
        and t.sender_id <> t.recipient_id
        and t.sender_id <> 0
        and t.recipient_id <> 0
        and (s.time is null or s.time > t.time)
        and (r.time is null or r.time > t.time)
),
sale as materialized (
    select l.chain_id, system, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, sum(amount) as amount
    from market.payment l
    join span p on p.chain_id = l.chain_id and l.time < p.until
    where time >= since - interval 7 day
        and role = 'price'
        and (payer_id = payee_id or payee_id in (select sender_id from move) and payer_id in (select recipient_id from move))
    group by all
),
hop1 as (
    select s.*, m.recipient_id as first_id, m.recipient_id as reached_id, m.time as at_time, m.block_number as at_block, m.log_index as at_log
    from sale s
    join move m
        on m.chain_id = s.chain_id
        and m.token_id = s.token_id
        and m.sender_id = s.payee_id
        and m.time between s.time - interval 7 day and s.time + interval 7 day
        and m.amount >= s.amount - market.floor_quotient(s.amount, 10::hugeint)
    where s.payer_id <> s.payee_id
        and s.amount > 0
),
hop2 as (
    select h.* exclude (reached_id, at_time, at_block, at_log), m.recipient_id as second_id,
        m.recipient_id as reached_id, m.time as at_time, m.block_number as at_block, m.log_index as at_log
    from hop1 h
    join move m
        on m.chain_id = h.chain_id
        and m.token_id = h.token_id
        and m.sender_id = h.reached_id
        and m.time between h.at_time and h.time + interval 7 day
        and (m.block_number, m.log_index) > (h.at_block, h.at_log)
        and m.amount >= h.amount - market.floor_quotient(h.amount, 10::hugeint)
    where h.reached_id <> h.payer_id
),
hop3 as (
    select h.* exclude (reached_id, at_time, at_block, at_log), m.time as at_time
    from hop2 h
    join move m
        on m.chain_id = h.chain_id
        and m.token_id = h.token_id
        and m.sender_id = h.reached_id
        and m.recipient_id = h.payer_id
        and m.time between h.at_time and h.time + interval 7 day
        and (m.block_number, m.log_index) > (h.at_block, h.at_log)
        and m.amount >= h.amount - market.floor_quotient(h.amount, 10::hugeint)
    where h.reached_id <> h.payer_id
        and h.reached_id <> h.payee_id
),
way as (
    select
        chain_id, system, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount,
        0 as transfers, payer_id as first_id, payer_id as second_id, time as at_time
    from sale
    where payer_id = payee_id
    union all
    select
        chain_id, system, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount,
        1, payer_id, payer_id, at_time
    from hop1
    where reached_id = payer_id
    union all
    select
        chain_id, system, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount,
        2, first_id, payer_id, at_time
    from hop2
    where reached_id = payer_id
    union all
    select
        chain_id, system, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount,
        3, first_id, second_id, at_time
    from hop3
)
select
    chain_id, date_trunc('month', min(greatest(time, at_time)))::date as month, system, block_number, log_index, time, token_id,
    payer_id, payee_id, asset_key, amount, transfers, first_id, second_id
from way
group by all
having min(greatest(time, at_time)) >= since;

-- What rollup.came_back is to hold.
create view rollup.came_back_told as
from rollup.came_back_between(null, timestamp '0001-01-01', null);

-- Filled from rollup.came_back_between.
create table rollup.came_back (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    token_id integer not null,
    payer_id integer not null,
    payee_id integer not null,
    asset_key varchar,
    amount hugeint not null,
    transfers integer not null,
    first_id integer not null,
    second_id integer not null
);

insert into rollup.came_back from rollup.came_back_told;

-- Legs of who bought an asset and was paid for it in the week of a purchase or in the next, not before it: those of such weeks and of
-- the next ones, by address. A week begins on a Thursday, as 1970 did. A leg belongs to the month in which it became one: its own, or
-- that of the payment that made it one.
create or replace macro rollup.paid_back_between(chain, since, until) as table
with span as materialized (
    from rollup.span(chain, until)
),
leg as materialized (
    select
        l.chain_id, block_number, log_index, time, system, role, token_id, payer_id, payee_id, asset_key, amount,
        if(role = 'price', payer_id, payee_id) as party_id,
        epoch_us(time) // 604800000000 as week
    from market.payment l
    join span p on p.chain_id = l.chain_id and l.time < p.until
    where time >= since - interval 35 day
        and role in ('price', 'reward', 'fee_share')
        and asset_key is not null
        and (role <> 'price' or amount > 0)
),
bought as (
    select chain_id, system, asset_key, party_id, week, min(time) as first
    from leg
    where role = 'price'
    group by all
),
rewarded as (
    from leg where role <> 'price'
),
met as materialized (
    select b.chain_id, b.system, b.asset_key, b.party_id, b.week, min(r.time) as at_time
    from bought b
    join (
        from rewarded
        union all
        select * replace (week - 1 as week) from rewarded
    ) r
        on r.chain_id = b.chain_id
        and r.system = b.system
        and r.asset_key = b.asset_key
        and r.party_id = b.party_id
        and r.week = b.week
        and r.time >= b.first
    group by all
),
near as (
    select chain_id, system, asset_key, party_id, week, min(at_time) as at_time
    from (
        from met
        union all
        select * replace (week + 1 as week) from met
    )
    group by all
)
select
    chain_id, date_trunc('month', greatest(l.time, n.at_time))::date as month, system, l.block_number, l.log_index, l.time,
    l.role, l.token_id, l.payer_id, l.payee_id, asset_key, l.amount
from leg l
join near n using (chain_id, system, asset_key, party_id, week)
where greatest(l.time, n.at_time) >= since;

drop view rollup.paid_back_told;

-- What rollup.paid_back is to hold.
create view rollup.paid_back_told as
from rollup.paid_back_between(null, timestamp '0001-01-01', null);

drop table rollup.paid_back;

-- Filled from rollup.paid_back_between.
create table rollup.paid_back (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    role varchar not null,
    token_id integer not null,
    payer_id integer not null,
    payee_id integer not null,
    asset_key varchar not null,
    amount hugeint not null
);

insert into rollup.paid_back from rollup.paid_back_told;

-- Price legs whose payer was not given access to the asset in the block in which it paid, but for an escrow's own books: who pays is given
-- access at once where a market tells of access at all.
create macro rollup.waiting_between(chain, since, until) as table
select
    l.chain_id, date_trunc('month', l.time)::date as month, l.system, l.block_number, l.log_index, l.payer_id, l.asset_key
from (
    select l.*
    from market.payment l
    join rollup.span(chain, until) p on p.chain_id = l.chain_id and l.time < p.until
    where l.time >= since
        and l.role = 'price'
        and l.evidence <> 'internal'
) l
anti join (
    select chain_id, system, block_number, asset_key, party_id
    from market.entitlement
    where time >= since
) a
    on a.chain_id = l.chain_id
    and a.system = l.system
    and a.block_number = l.block_number
    and a.asset_key = l.asset_key
    and a.party_id = l.payer_id;

-- What rollup.waiting is to hold.
create view rollup.waiting_told as
from rollup.waiting_between(null, timestamp '0001-01-01', null);

-- Filled from rollup.waiting_between.
create table rollup.waiting (
    chain_id integer not null,
    month date not null,
    system varchar not null,
    block_number bigint not null,
    log_index integer not null,
    payer_id integer not null,
    asset_key varchar
);

insert into rollup.waiting from rollup.waiting_told;
