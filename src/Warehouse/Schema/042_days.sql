-- What was paid a day, what did pools trade a day, and what did each buyer spend, without reading two years of legs? More rollups of
-- months that are over, filled and taken away with those of migration 041.

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

-- As in migration 032, of one market's payers that are contracts or of those that are none. Two macros in one: who reads
-- payers that are none by month asks the facts only for the others.
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

-- What did each pool of reserves end each day with, and what was the least of the quote token in it? Pools of any kind.
create macro rollup.reserve_between(chain, since, until) as table
select
    chain_id, time::date as day, system, pool_id, token_id, quote_token_id,
    arg_max(kind, (block_number, log_index)) as kind,
    arg_max(token_reserve, (block_number, log_index)) as token_reserve,
    arg_max(quote_reserve, (block_number, log_index)) as quote_reserve,
    min(quote_reserve) as quote_least
from market.pool_state
where chain_id = chain and time >= since and time < until
group by all;

create view rollup.reserve_told as
select t.*
from rollup.rolled r, lateral (
    from rollup.reserve_between(r.chain_id, timestamp '0001-01-01', r.month)
) t;

-- Filled from rollup.reserve_between.
create table rollup.reserve (
    chain_id integer not null,
    day date not null,
    system varchar not null,
    pool_id integer not null,
    token_id integer not null,
    quote_token_id integer not null,
    kind varchar not null,
    token_reserve hugeint not null,
    quote_reserve hugeint not null,
    quote_least hugeint not null
);

-- The same of a market up to a moment, one row a pool and day.
create macro rollup.reserve_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
)
select chain_id, day, pool_id, token_id, quote_token_id, kind, quote_reserve, quote_least
from rollup.reserve
where system = market
    and day < (select day from since)
union all
select
    chain_id, time::date, pool_id, token_id, quote_token_id,
    arg_max(kind, (block_number, log_index)), arg_max(quote_reserve, (block_number, log_index)), min(quote_reserve)
from market.pool_state
where system = market
    and time <= until
    and time >= (select day from since)
group by all;

-- As in migration 032, from a day on: what a pool held before its first change since then is what it ended an earlier day with. To
-- be asked of days that are rolled up to, and of all facts.
create macro market.swap_between(since, until) as table
with change as (
    select
        chain_id, block_number, log_index, time, system, pool_id, token_id, quote_token_id, is_before,
        token_reserve - lag(token_reserve) over pool as token_in,
        quote_reserve - lag(quote_reserve) over pool as quote_in,
        lag(token_reserve) over pool as token_before,
        lag(quote_reserve) over pool as quote_before
    from (
        select
            chain_id, block_number, log_index, time, system, pool_id, token_id, quote_token_id, token_reserve, quote_reserve,
            false as is_before
        from market.pool_state
        where time >= since
            and time <= until
            and kind in (select kind from market.pool_kind where is_gapless)
        union all
        select
            chain_id, -1, -1, null, system, pool_id, null, null,
            arg_max(token_reserve, day), arg_max(quote_reserve, day), true
        from rollup.reserve
        where day < since
            and kind in (select kind from market.pool_kind where is_gapless)
        group by all
    )
    window pool as (partition by chain_id, system, pool_id order by block_number, log_index)
)
select
    * exclude (token_in, quote_in, is_before),
    token_in > 0 as is_sale,
    abs(token_in) as token_amount,
    abs(quote_in) as quote_amount
from change
where not is_before
    and ((token_in > 0 and quote_in < 0) or (token_in < 0 and quote_in > 0));

create or replace macro market.swap_at(until) as table
from market.swap_between(timestamp '0001-01-01', until);

-- The least quote reserve of a pool that is deep enough for a price: q - floor(q x r) >= d where r = sqrt 0.98 is the same as
-- q > (d - 1) / (1 - r), and is asked once a token, not once a swap.
create view market.deep_enough as
select
    q.system, q.chain_id, q.token_id,
    market.mul_div(
        g.bound::hugeint * ('1' || repeat('0', q.decimals::integer))::hugeint - 1,
        1000000000000000000000000000000,
        1000000000000000000000000000000 - 989949493661166534161182106946
    ) + 1 as quote_min
from market.token q
cross join (from market.price_guard where guard = 'depth_min') g;

-- Does a swap tell a price? floor(quote_before x dust / 10^6) is at most the amount: a product where it fits, because a division of
-- 128 bits takes as long as eighty, and else the same of the quotient and of what it leaves.
create macro market.is_telling(quote_amount, quote_before, quote_min, dust_ppm) as
    quote_before >= quote_min
        and quote_amount > 0
        and if(
            greatest(quote_before, quote_amount) < 10000000000000000000000000000000::hugeint,
            quote_before * dust_ppm < (quote_amount + 1) * 1000000,
            quote_before // 1000000 * dust_ppm + (quote_before % 1000000) * dust_ppm // 1000000 <= quote_amount
        );

-- Swaps with what prices and the split of volume ask of each: does it tell a price, and did no payment make it (is_apart)?
create macro market.judged_swap_between(since, until) as table
with swap as materialized (
    from market.swap_between(since, until)
),
-- Swaps in the transaction of a payment: a fee being converted.
converting as (
    select s.system, s.chain_id, s.block_number, s.log_index
    from swap s
    join chain.log l using (chain_id, block_number, log_index)
    semi join (
        select system, chain_id, block_number, transaction_index
        from market.payment
        where role in ('price', 'protocol_fee', 'market_fee', 'burn', 'fee_share')
            and time >= since
            and time <= until
    ) p
        on p.system = s.system
        and p.chain_id = l.chain_id
        and p.block_number = l.block_number
        and p.transaction_index = l.transaction_index
)
select
    s.chain_id, s.time::date as day, s.system, s.pool_id, s.token_id, s.quote_token_id, s.token_amount, s.quote_amount,
    coalesce(
        market.is_telling(
            s.quote_amount, s.quote_before, q.quote_min,
            (select bound::hugeint from market.price_guard where guard = 'dust_ppm')
        ),
        false
    ) as is_telling,
    c.chain_id is null as is_apart
from swap s
left join market.deep_enough q on q.system = s.system and q.chain_id = s.chain_id and q.token_id = s.quote_token_id
left join converting c
    on c.system = s.system and c.chain_id = s.chain_id and c.block_number = s.block_number and c.log_index = s.log_index;

-- What was swapped in each pool without ticks each day? swaps, token_amount and quote_amount of swaps that tell a price,
-- swaps_ignored of others, quote_apart of all that no payment made.
create macro rollup.swapped_between(chain, since, until) as table
select
    chain_id, day, system, pool_id, token_id, quote_token_id,
    count(*) filter (is_telling)::integer as swaps,
    count(*) filter (not is_telling)::integer as swaps_ignored,
    coalesce(sum(token_amount) filter (is_telling), 0::hugeint) as token_amount,
    coalesce(sum(quote_amount) filter (is_telling), 0::hugeint) as quote_amount,
    coalesce(sum(quote_amount) filter (is_apart), 0::hugeint) as quote_apart
from market.judged_swap_between(since, until - interval 1 microsecond)
where chain_id = chain
group by all;

create view rollup.swapped_told as
select
    chain_id, day, system, pool_id, token_id, quote_token_id,
    count(*) filter (is_telling)::integer as swaps,
    count(*) filter (not is_telling)::integer as swaps_ignored,
    coalesce(sum(token_amount) filter (is_telling), 0::hugeint) as token_amount,
    coalesce(sum(quote_amount) filter (is_telling), 0::hugeint) as quote_amount,
    coalesce(sum(quote_amount) filter (is_apart), 0::hugeint) as quote_apart
from market.judged_swap_between(timestamp '0001-01-01', timestamp '9999-12-31') s
semi join rollup.rolled r on r.chain_id = s.chain_id and s.day < r.month
group by all;

-- Filled from rollup.swapped_between, with the guards of market.price_guard and the tokens of market.token at that time: who
-- changes either takes the months away.
create table rollup.swapped (
    chain_id integer not null,
    day date not null,
    system varchar not null,
    pool_id integer not null,
    token_id integer not null,
    quote_token_id integer not null,
    swaps integer not null,
    swaps_ignored integer not null,
    token_amount hugeint not null,
    quote_amount hugeint not null,
    quote_apart hugeint not null
);

-- The same of a market up to a moment, whatever is rolled up: to be summed.
create macro rollup.swapped_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
)
select chain_id, day, pool_id, token_id, quote_token_id, swaps, swaps_ignored, token_amount, quote_amount, quote_apart
from rollup.swapped
where system = market
    and day < (select day from since)
union all
select
    chain_id, day, pool_id, token_id, quote_token_id, is_telling::integer, (not is_telling)::integer,
    if(is_telling, token_amount, 0::hugeint), if(is_telling, quote_amount, 0::hugeint), if(is_apart, quote_amount, 0::hugeint)
from market.judged_swap_between((select day::timestamp from since), until)
where system = market;

insert into rollup.holding from rollup.holding_told;

insert into rollup.paid from rollup.paid_told;

insert into rollup.spending from rollup.spending_told;

insert into rollup.reserve from rollup.reserve_told;

insert into rollup.swapped from rollup.swapped_told;
