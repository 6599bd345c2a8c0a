-- What did people do? One taxonomy over all systems; a row names the log that shows it.
--   claim      takes out what one earned, vested or was owed
--   swap       trades one token for another
--   mine       earns new data points for contributed data
--   bridge     sends a token to another chain, or receives it
--   liquidity  adds to a pool or takes out of it
--   mint       new tokens come into being
-- party_id is null where the event names nobody; token_id and amount are null where what moved is not one token.
create table market.activity (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    kind varchar not null check (kind in ('claim', 'swap', 'mine', 'bridge', 'liquidity', 'mint')),
    party_id integer,
    token_id integer,
    amount hugeint
);
