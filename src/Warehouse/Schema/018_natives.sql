-- What do accounts and runtimes of chains without Ethereum's contracts stand for? Parties have 20 bytes in all tables:
-- accounts of Substrate chains have the last 20 bytes of their key's Keccak-256. Dictionaries: they survive reorgs.

-- The account's key: 0x and 64 digits.
create table chain.account (
    address blob not null,
    native varchar not null
);

-- The runtimes whose events are stored, with the metadata that describe them, from the first block that each made.
create table chain.runtime (
    chain_id integer not null,
    spec_version uinteger not null,
    first_block bigint not null,
    metadata blob not null
);
