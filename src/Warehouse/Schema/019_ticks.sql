-- What do pools of ticks and oracles say of prices? Filled by mappings, like all of schema market.

-- Pools with concentrated liquidity, by the log that made each. Their price is token1 per token0, in base units;
-- token_id is which of both is the market's. fee is in parts per million.
create table market.tick_pool (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    pool_id integer not null,
    token_0_id integer not null,
    token_1_id integer not null,
    token_id integer not null,
    fee_ppm integer not null check (fee_ppm between 0 and 999999),
    tick_spacing integer not null check (tick_spacing > 0)
);

-- Liquidity that a position gained (above 0) or lost between two ticks, the upper one excluded.
create table market.tick_liquidity (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    pool_id integer not null,
    owner_id integer not null,
    tick_lower integer not null,
    tick_upper integer not null,
    liquidity hugeint not null,
    check (tick_lower < tick_upper)
);

-- Where a pool of ticks stands after it was initialised (amounts 0) or somebody swapped. sqrt_price is the square root of the
-- price times 2^96, all 20 bytes of it, big end first; amounts are from the pool's side, above 0 where it received.
create table market.tick_swap (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    pool_id integer not null,
    sqrt_price blob not null check (octet_length(sqrt_price) = 20),
    liquidity hugeint not null,
    tick integer not null,
    amount_0 hugeint not null,
    amount_1 hugeint not null
);

-- What an oracle's feed says a token is worth: price and confidence times 10^exponent, in the quote. confidence is half of
-- the interval that the oracle believes in. publish_time is the oracle's own.
create table market.oracle_price (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    feed blob not null check (octet_length(feed) = 32),
    token_id integer not null,
    quote varchar not null,
    price hugeint not null,
    confidence hugeint not null,
    exponent integer not null check (exponent between -38 and 38),
    publish_time timestamp not null
);
