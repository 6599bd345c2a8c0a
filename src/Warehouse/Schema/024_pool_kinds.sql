-- Whose pools are these, and what do they take? Until now every row of market.pool_state passed for one of Uniswap v2.

-- What is known of each kind of pool with two reserves. A kind that is not here is trusted with nothing.
create table market.pool_kind (
    kind varchar not null,
    -- Whether the product of both reserves is constant in a swap, fees apart: the price is then quote_reserve / token_reserve.
    is_product boolean not null,
    -- Whether each change has a row, so that two rows in a line show one swap. Otherwise reserves are read once in a while.
    is_gapless boolean not null,
    -- Base units of the reserve that pays, below which the pool refuses a swap.
    reserve_min hugeint not null,
    source varchar not null
);

insert into market.pool_kind values
    ('uniswap_v2', true, true, 0, 'Uniswap/v2-core 1.0.1, UniswapV2Pair.sol'),
    ('subtensor_product', true, false, 10000000, 'opentensor/subtensor v2.0.0, staking/stake_utils.rs'),
    -- What their swaps follow, ticks or weights, is state that is not read.
    ('subtensor_ticks', false, false, 0, 'opentensor/subtensor v3.1.6, pallets/swap'),
    ('subtensor_weighted', false, false, 0, 'opentensor/subtensor 14bc6f9, pallets/swap'),
    ('unknown', false, false, 0, 'nobody says');

create table market.pool_state_024 as from market.pool_state;

drop table market.pool_state;

-- Two reserves of a pool after each change, or as often as they are read (market.pool_kind). What a swap costs is null where
-- nothing that is indexed says so: fee_ppm of what goes in, in parts per million, and fee_flat base units of the market's token
-- besides, taken off before the swap.
create table market.pool_state (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    pool_id integer not null,
    token_id integer not null,
    quote_token_id integer not null,
    token_reserve hugeint not null,
    quote_reserve hugeint not null,
    kind varchar not null,
    fee_ppm integer check (fee_ppm between 0 and 999999),
    fee_flat hugeint check (fee_flat >= 0),
    check ((fee_ppm is null) = (fee_flat is null))
);

-- Only one mapping was for pools of Uniswap v2. Others say what theirs are when their logs are decoded anew.
insert into market.pool_state
select
    *, if(system = 'masa', 'uniswap_v2', 'unknown'), if(system = 'masa', 3000, null), if(system = 'masa', 0::hugeint, null)
from market.pool_state_024;

drop table market.pool_state_024;

-- As in migration 011, of pools each of whose changes has a row: what a pool is read to hold once an hour shows no swap.
create or replace macro market.swap_at(until) as table
with change as (
    select
        chain_id, block_number, log_index, time, system, pool_id, token_id, quote_token_id,
        token_reserve - lag(token_reserve) over pool as token_in,
        quote_reserve - lag(quote_reserve) over pool as quote_in,
        lag(token_reserve) over pool as token_before,
        lag(quote_reserve) over pool as quote_before
    from market.pool_state
    where time <= until
        and kind in (select kind from market.pool_kind where is_gapless)
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

-- floor(sqrt(n)) of n from 0 up to 2^126: Newton's steps from the double, each from above, and one unit back where it overshoots.
create macro market.root_step(n, r) as (r + n // greatest(r, 1)) // 2;

create macro market.root_down(n, r) as if(r * r > n, r - 1, r);

create macro market.root_floor(n) as market.root_down(
    n::hugeint, market.root_step(n::hugeint, market.root_step(n::hugeint, sqrt(n::double)::hugeint + 1))
);

-- The most tokens of which the mean price in a pool of constant product is at most impact % below quote / token reserve, fees
-- being part of the impact; n / d of what is left after fee_flat comes in. The larger root of
-- p n a^2 - (T (100 n - p d) + p n f) a + 100 n f T <= 0, where p = 100 - impact; floored, 0 where no amount is. Null where a
-- flat fee meets a reserve of 2^60 or more.
create macro market.sellable_most(b, c, pn) as if(
    b <= 0 or b * b < c, 0::hugeint, (b + market.root_floor(b * b - c)) // (2 * pn)
);

create macro market.product_sellable(impact, n, d, fee_flat, reserve) as case
    when 100 * n <= (100 - impact) * d then 0::hugeint
    when fee_flat = 0 then market.mul_div(reserve, 100 * n - (100 - impact) * d, (100 - impact) * n)
    when reserve < (1::hugeint << 60) and n = d then market.sellable_most(
        reserve * impact + (100 - impact) * fee_flat, 400 * (100 - impact) * fee_flat * reserve, 100 - impact
    )
end;

-- What is paid for an amount. uniswap_v2: floor(n a Q / (d T + n a)), its getAmountOut. subtensor_product: the new reserve
-- Q T / (T + a) is rounded down at 18 bits after the point before it is subtracted, so that it can pay a unit more.
create macro market.product_received(kind, n, d, fee_flat, reserve, quote, amount) as case
    when amount <= fee_flat then 0::hugeint
    when kind = 'subtensor_product' then
        (quote * 262144 - market.mul_div(quote * 262144, reserve, reserve + (amount - fee_flat) * n // d)) // 262144
    else market.mul_div(n * (amount - fee_flat), quote, d * reserve + n * (amount - fee_flat))
end;
