-- Which parties sent more than they had, without reading two years of legs? One more rollup of months that are over, filled and
-- taken away with those of migration 041.

-- When did a party's balance of a token fall below nothing by the end of a day (1), and when did it recover (-1)? Filled from
-- rollup.overdrawn_between, after rollup.holding.
create table rollup.overdrawn (
    chain_id integer not null,
    day date not null,
    system varchar not null,
    token_id integer not null,
    party_id integer not null,
    change integer not null
);

-- Few months need their legs read: only who sends or is overdrawn already can be overdrawn, and who began a month with no less than it
-- sent was not. Of months whose rows of rollup.holding are there.
create macro rollup.overdrawn_between(chain, since, until) as table
with held as (
    select system, token_id, party_id, month, change, sent_amount
    from rollup.holding
    where chain_id = chain
        and month >= since
        and month < until
        and party_id <> 0
),
watched as (
    select system, token_id, party_id
    from held
    where sent_amount > 0
    union
    select system, token_id, party_id
    from rollup.overdrawn
    where chain_id = chain
    group by all
    having sum(change) > 0
),
-- With what each began, as if of a month before.
begun as (
    select system, token_id, party_id, date '0001-01-01' as month, sum(change) as change, 0::hugeint as sent_amount
    from rollup.holding
    where chain_id = chain
        and month < since
        and party_id in (select party_id from watched)
    group by all
    union all
    from held
    where party_id in (select party_id from watched)
),
doubtful as (
    select system, token_id, party_id, month, balance_before
    from (
        select *, sum(change) over (partition by system, token_id, party_id order by month) - change as balance_before
        from begun
    )
    where balance_before < sent_amount
        and month >= since
),
changed as (
    select d.system, d.token_id, d.party_id, d.month, d.balance_before, t.time::date as day, sum(t.amount) as amount
    from doubtful d
    join (
        select system, token_id, recipient_id as party_id, time, amount
        from market.transfer
        where chain_id = chain and time >= since and time < until
        union all
        select system, token_id, sender_id, time, -amount
        from market.transfer
        where chain_id = chain and time >= since and time < until
    ) t
        on t.system = d.system
        and t.token_id = d.token_id
        and t.party_id = d.party_id
        and date_trunc('month', t.time) = d.month
    group by all
)
select chain as chain_id, day, system, token_id, party_id, if(balance < 0, 1, -1) as change
from (
    select *, balance_before + sum(amount) over (partition by system, token_id, party_id, month order by day) as balance
    from changed
)
where (balance < 0) <> (balance - amount < 0);

-- What rollup.overdrawn is to hold: by the balance of every party at the end of every day.
create view rollup.overdrawn_told as
select chain_id, day, system, token_id, party_id, if(balance < 0, 1, -1) as change
from (
    select *, sum(amount) over (partition by chain_id, system, token_id, party_id order by day) as balance
    from (
        select l.chain_id, l.system, l.token_id, l.party_id, l.time::date as day, sum(l.amount) as amount
        from (
            select chain_id, system, token_id, recipient_id as party_id, time, amount from market.transfer
            union all
            select chain_id, system, token_id, sender_id, time, -amount from market.transfer
        ) l
        join rollup.rolled r on r.chain_id = l.chain_id and l.time < r.month
        where l.party_id <> 0
        group by all
    )
)
where (balance < 0) <> (balance - amount < 0);

insert into rollup.overdrawn
select o.*
from rollup.rolled r, lateral (
    from rollup.overdrawn_between(r.chain_id, timestamp '0001-01-01', r.month)
) o;

-- The same of a market up to a moment.
create macro rollup.overdrawn_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
),
rolled as materialized (
    select chain_id, day, token_id, party_id, change
    from rollup.overdrawn
    where system = market
        and day < (select day from since)
),
moved as materialized (
    select chain_id, token_id, party_id, day, sum(amount) as amount
    from (
        select chain_id, token_id, recipient_id as party_id, time::date as day, amount
        from market.transfer
        where system = market
            and time <= until
            and time >= (select day from since)
        union all
        select chain_id, token_id, sender_id, time::date, -amount
        from market.transfer
        where system = market
            and time <= until
            and time >= (select day from since)
    )
    where party_id <> 0
    group by all
),
watched as materialized (
    select chain_id, token_id, party_id
    from moved
    where amount < 0
    union
    select chain_id, token_id, party_id
    from rolled
    group by all
    having sum(change) > 0
),
before as (
    select chain_id, token_id, party_id, sum(change) as balance
    from rollup.holding
    semi join watched using (chain_id, token_id, party_id)
    where system = market
        and month < (select day from since)
    group by all
)
from rolled
union all
select chain_id, day, token_id, party_id, if(balance < 0, 1, -1)
from (
    select
        m.chain_id, m.token_id, m.party_id, m.day, m.amount,
        coalesce(b.balance, 0::hugeint)
            + sum(m.amount) over (partition by m.chain_id, m.token_id, m.party_id order by m.day) as balance
    from moved m
    semi join watched using (chain_id, token_id, party_id)
    left join before b using (chain_id, token_id, party_id)
)
where (balance < 0) <> (balance - amount < 0);
