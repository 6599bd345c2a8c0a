-- What is a token worth, and who says so? What prices need beyond the reserves in market.pool_state.

-- floor(a x b / c) of amounts from 0 on and c above 0, although a x b may need 256 bits: long division by digits of 20 bits
-- where the product does not fit. Never rounds; where c is 2^106 or more, or the result beyond 128 bits, it may raise an
-- overflow.
create macro market.digit(b, place) as (b // (1::hugeint << (20 * place))) % 1048576;

create macro market.rest_of(rest, part, digit, c) as (rest * 1048576 + part * digit) % c;

create macro market.rest_6(r, b, c) as market.rest_of(0::hugeint, r, market.digit(b, 6), c);
create macro market.rest_5(r, b, c) as market.rest_of(market.rest_6(r, b, c), r, market.digit(b, 5), c);
create macro market.rest_4(r, b, c) as market.rest_of(market.rest_5(r, b, c), r, market.digit(b, 4), c);
create macro market.rest_3(r, b, c) as market.rest_of(market.rest_4(r, b, c), r, market.digit(b, 3), c);
create macro market.rest_2(r, b, c) as market.rest_of(market.rest_3(r, b, c), r, market.digit(b, 2), c);
create macro market.rest_1(r, b, c) as market.rest_of(market.rest_2(r, b, c), r, market.digit(b, 1), c);

create macro market.quotient(rest, part, digit, c) as (rest * 1048576 + part * digit) // c;

create macro market.mul_div(a, b, c) as case
    when b = 0 or a <= 170141183460469231731687303715884105727::hugeint // b then a * b // c
    else (a // c) * b
        + market.quotient(0::hugeint, a % c, market.digit(b, 6), c) * (1::hugeint << 120)
        + market.quotient(market.rest_6(a % c, b, c), a % c, market.digit(b, 5), c) * (1::hugeint << 100)
        + market.quotient(market.rest_5(a % c, b, c), a % c, market.digit(b, 4), c) * (1::hugeint << 80)
        + market.quotient(market.rest_4(a % c, b, c), a % c, market.digit(b, 3), c) * (1::hugeint << 60)
        + market.quotient(market.rest_3(a % c, b, c), a % c, market.digit(b, 2), c) * (1::hugeint << 40)
        + market.quotient(market.rest_2(a % c, b, c), a % c, market.digit(b, 1), c) * (1::hugeint << 20)
        + market.quotient(market.rest_1(a % c, b, c), a % c, market.digit(b, 0), c)
end;

-- What a pool must show before its price is believed. Ours; read docs/METRICS.md (prices) for what each means.
create table market.price_guard (
    guard varchar not null,
    bound bigint not null
);

insert into market.price_guard values
    -- A trade of less than this part of the pool's quote reserve, parts per million, is dust.
    ('dust_ppm', 100),
    -- Whole quote tokens for which one may sell before the price falls by 2 %.
    ('depth_min', 100),
    -- Days for which the last day with a trade above dust still speaks.
    ('days_max', 7);

-- The most of a token that may ever exist, where a contract or a registry says so.
create table market.supply_cap (
    chain_id integer not null,
    block_number bigint not null,
    system varchar not null,
    token_id integer not null,
    cap hugeint not null,
    source varchar not null
);

-- Shares in a pool as they move: from the zero address when liquidity is added, to it when it is taken out.
create table market.pool_share (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    pool_id integer not null,
    sender_id integer not null,
    recipient_id integer not null,
    amount hugeint not null
);

-- Swaps, as a pool's reserves show them: one reserve grew and the other shrank. Amounts are what moved, the fee in them;
-- is_sale where the token went into the pool; *_before are the reserves that the swap met.
create macro market.swap_at(until) as table
with change as (
    select
        chain_id, block_number, log_index, time, system, pool_id, token_id, quote_token_id,
        token_reserve - lag(token_reserve) over pool as token_in,
        quote_reserve - lag(quote_reserve) over pool as quote_in,
        lag(token_reserve) over pool as token_before,
        lag(quote_reserve) over pool as quote_before
    from market.pool_state
    where time <= until
    window pool as (partition by chain_id, pool_id order by block_number, log_index)
)
select
    * exclude (token_in, quote_in),
    token_in > 0 as is_sale,
    abs(token_in) as token_amount,
    abs(quote_in) as quote_amount
from change
where (token_in > 0 and quote_in < 0)
    or (token_in < 0 and quote_in > 0);
