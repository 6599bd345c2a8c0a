-- As what a party earned a payment of role 'reward', where the chain tells: as miner, as validator (for itself and those who
-- stake with it), as validator for those who stake on all subnets at once ('root_validator'), or as owner. The payment has the
-- same log and payee; a party may earn as several.
create table market.earning (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    asset_key varchar not null,
    party_id integer not null,
    role varchar not null check (role in ('miner', 'validator', 'root_validator', 'owner'))
);
