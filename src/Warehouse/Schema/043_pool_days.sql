-- What did pools trade and hold a day, without reading two years of changes? As migration 042.

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
create macro rollup.swapped_since(since, until) as table
select
    chain_id, day, system, pool_id, token_id, quote_token_id,
    count(*) filter (is_telling)::integer as swaps,
    count(*) filter (not is_telling)::integer as swaps_ignored,
    coalesce(sum(token_amount) filter (is_telling), 0::hugeint) as token_amount,
    coalesce(sum(quote_amount) filter (is_telling), 0::hugeint) as quote_amount,
    coalesce(sum(quote_amount) filter (is_apart), 0::hugeint) as quote_apart
from market.judged_swap_between(since, until)
group by all;

create macro rollup.swapped_between(chain, since, until) as table
from rollup.swapped_since(since, until - interval 1 microsecond)
where chain_id = chain;

create view rollup.swapped_told as
select s.*
from rollup.swapped_since(timestamp '0001-01-01', timestamp '9999-12-31') s
semi join rollup.rolled r on r.chain_id = s.chain_id and s.day < r.month;

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

insert into rollup.reserve from rollup.reserve_told;

insert into rollup.swapped from rollup.swapped_told;
