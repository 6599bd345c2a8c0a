-- What do all markets have in common? The canonical tables, filled by each manifest's mapping.
-- Every fact carries (chain_id, block_number, log_index) of its chain log, the system, and block time (UTC).
-- Amounts are base units of token_id; *_id columns without another meaning are chain.address ids; id 0 is the zero address.

-- Tokens that count in a market. A native coin has the zero address.
create table market.token (
    chain_id integer not null,
    token_id integer not null,
    system varchar not null,
    symbol varchar not null,
    decimals utinyint not null,
    kind varchar not null check (kind in ('erc20', 'native')),
    is_market_token boolean not null
);

-- What contracts hold tokens for: 'vesting', 'staking', 'pool', 'escrow', 'treasury', 'sink' (burned by convention).
create table market.holder (
    chain_id integer not null,
    block_number bigint not null,
    holder_id integer not null,
    system varchar not null,
    class varchar not null
);

create table market.asset (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    kind varchar not null check (kind in ('dataset', 'model', 'service')),
    name varchar not null,
    owner_id integer
);

create table market.contribution (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    contributor_id integer not null,
    quantity hugeint not null
);

-- Every ERC-20 movement of a market's tokens: the only place where value moves are counted.
create table market.transfer (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    time timestamp not null,
    system varchar not null,
    token_id integer not null,
    sender_id integer not null,
    recipient_id integer not null,
    amount hugeint not null
);

-- Payment legs: what a semantic event says value was for. A leg labels value and never adds any:
-- evidence 'transfer' names the ERC-20 transfer (leg_log_index) it labels, 'internal' an escrow's own books,
-- 'native' a native-coin movement that leaves no transfer log.
create table market.payment (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    time timestamp not null,
    system varchar not null,
    role varchar not null check (
        role in (
            'price', 'protocol_fee', 'market_fee', 'provider_fee', 'fee_share', 'royalty', 'reward',
            'escrow_in', 'release', 'refund', 'burn', 'mint'
        )
    ),
    token_id integer not null,
    payer_id integer not null,
    payee_id integer not null,
    amount hugeint not null,
    asset_key varchar,
    evidence varchar not null check (evidence in ('transfer', 'internal', 'native')),
    leg_log_index integer
);

-- Access granted to a buyer.
create table market.entitlement (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    party_id integer not null
);

-- Stakes and unstakes; token_id is null where data points, not tokens, are staked.
create table market.stake (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    staking_id integer not null,
    party_id integer not null,
    action varchar not null check (action in ('stake', 'unstake')),
    token_id integer,
    quantity hugeint not null
);

-- One vesting wallet each; times are seconds since 1970 (UTC), the cliff is a point in time.
create table market.vesting (
    chain_id integer not null,
    block_number bigint not null,
    system varchar not null,
    wallet_id integer not null,
    bucket varchar not null,
    token_id integer not null,
    beneficiary_id integer not null,
    start_seconds hugeint not null,
    cliff_seconds hugeint not null,
    duration_seconds hugeint not null
);

create table market.release (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    time timestamp not null,
    system varchar not null,
    wallet_id integer not null,
    token_id integer not null,
    amount hugeint not null,
    leg_log_index integer
);

-- Reserves of a constant-product pool after each change: price = quote_reserve / token_reserve.
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
    quote_reserve hugeint not null
);

-- When and in which transaction did a chain log happen?
create view chain.place as
select
    l.chain_id,
    l.block_number,
    l.log_index,
    l.transaction_index,
    b.time
from chain.log l
join chain.block b
    on b.chain_id = l.chain_id
    and b.number = l.block_number;
