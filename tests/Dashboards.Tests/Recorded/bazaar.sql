-- A market small enough to check by hand: GOLD (18 decimals) is its token, USDC (6) what buyers pay in.
-- Parties: 1 buyer, 2 developer of the model, 3 and 4 owners of datasets, 5 validator, 6 team; 7 vesting wallet, 8 the market's
-- contract, 9 a pool.
insert into chain.address
select id, unhex(lpad(printf('%x', id + 160), 40, '0')) from range(1, 12) t (id);
insert into chain.system values ('bazaar', 'Bazaar', 'GOLD', 'Synthetic demo'), ('empty', 'Empty', 'DUST', null);
insert into market.token values
    (1, 10, 'bazaar', 'GOLD', 18, 'erc20', true), (1, 11, 'bazaar', 'USDC', 6, 'erc20', false),
    (1, 9, 'empty', 'DUST', 0, 'erc20', true);
insert into chain.contract values (1, 8, 'bazaar', 'shop', 'The shop', 1, null), (1, 10, 'bazaar', 'gold', 'Gold', 1, null);
insert into chain.block
select 1, n, n + 1, 0, n, 0, timestamp '2025-01-01' + interval (n) day from range(0, 60) t (n);
insert into chain.range values (1, 0, 49, 'test', 20, 1, 1, 1, 1, 'receipts'), (1, 50, 57, 'test', 0, 1, 1, 1, 1, 'bloom');
insert into chain.finality values (1, 50);
insert into chain.cursor values (1, 59, 59, 0, timestamp '2025-03-01');
insert into chain.topic values (0, 5, 5);
insert into chain.event_table values ('bazaar', 'bazaar_shop_sold', 'Sold(address indexed buyer, uint256 price)');
create table event.bazaar_shop_sold (
    chain_id integer, block_number bigint, log_index integer, contract_id integer, transaction_index integer, time timestamp,
    buyer integer, price hugeint, price_wide blob
);

-- Supply: 1,000,000 GOLD on 1 January, then 30 GOLD a day from the second day on, of which 10 are burned.
insert into market.transfer values
    (1, 0, 0, 0, timestamp '2025-01-01 00:00', 'bazaar', 10, 0, 6, 1000000000000000000000000),
    (1, 0, 1, 0, timestamp '2025-01-01 00:00', 'bazaar', 10, 6, 7, 250000000000000000000000);
insert into market.transfer
select 1, n, 0, 0, timestamp '2025-01-01' + interval (n) day, 'bazaar', 10, 0, 3, 30000000000000000000::hugeint from range(1, 60) t (n)
union all
select 1, n, 1, 0, timestamp '2025-01-01' + interval (n) day, 'bazaar', 10, 3, 0, 10000000000000000000::hugeint from range(1, 60) t (n);
insert into market.holder values (1, 0, 7, 'bazaar', 'vesting'), (1, 0, 9, 'bazaar', 'pool');
insert into market.vesting values (1, 0, 'bazaar', 7, 'Team', 10, 6, 1735689600, 1743465600, 31536000);
insert into market.pool_state
select 1, n, 4, timestamp '2025-01-01' + interval (n) day, 'bazaar', 9, 10, 11, 1000000000000000000000::hugeint, 2000000000::hugeint, 'uniswap_v2', 3000, 0
from range(1, 60) t (n);

-- Provenance: the model is made of the datasets a and b, 2 : 1; a of c.
insert into market.asset values
    (1, 1, 10, timestamp '2025-01-02', 'bazaar', 'bazaar/model', 'model', 'Oracle', 2),
    (1, 1, 11, timestamp '2025-01-02', 'bazaar', 'bazaar/a', 'dataset', 'Dates & <b>Figs</b>', 3),
    (1, 1, 12, timestamp '2025-01-02', 'bazaar', 'bazaar/b', 'dataset', 'Baskets', 4),
    (1, 1, 13, timestamp '2025-01-02', 'bazaar', 'bazaar/c', 'dataset', 'Camels', 4);
insert into market.provenance values
    (1, 2, 10, timestamp '2025-01-03', 'bazaar', 'bazaar/model', 'was_derived_from', 'bazaar/a', 2, 'log', 1000000),
    (1, 2, 11, timestamp '2025-01-03', 'bazaar', 'bazaar/model', 'was_derived_from', 'bazaar/b', 1, 'declared', 500000),
    (1, 2, 12, timestamp '2025-01-03', 'bazaar', 'bazaar/a', 'was_derived_from', 'bazaar/c', 1, 'log', 1000000);
insert into market.royalty_term values
    (1, 2, 13, timestamp '2025-01-03', 'bazaar', 'bazaar/model', 'call', 100000),
    (1, 2, 14, timestamp '2025-01-03', 'bazaar', 'bazaar/a', 'composition', 500000);
insert into market.licence values (1, 2, 15, timestamp '2025-01-03', 'bazaar', 'bazaar/a', 3, 'CC-BY-4.0');
insert into market.attestation values (1, 3, 10, timestamp '2025-01-04', 'bazaar', 'bazaar/model', 5, 'validation', true);
insert into market.contribution values
    (1, 4, 10, timestamp '2025-01-05', 'bazaar', 'bazaar/a', 3, 7), (1, 40, 10, timestamp '2025-02-10', 'bazaar', 'bazaar/a', 3, 9);
-- Work for a: of two pieces that 3 handed in, 5 rejected one.
insert into market.review values
    (1, 5, 10, timestamp '2025-01-06', 'bazaar', 'bazaar/work/1', 'bazaar/task/1', 'annotation', 'bazaar/a', 3, null, 'submitted', null, null),
    (1, 5, 11, timestamp '2025-01-06', 'bazaar', 'bazaar/work/2', 'bazaar/task/1', 'annotation', 'bazaar/a', 3, null, 'submitted', null, null),
    (1, 6, 10, timestamp '2025-01-07', 'bazaar', 'bazaar/work/1', 'bazaar/task/1', 'annotation', 'bazaar/a', 3, 5, 'rejected', 12, 100);

-- Trade: three sales of the model at 1,000 USDC with 25 USDC of fee; royalties of the first one are paid: 66 USDC to a, 20 to b.
insert into market.payment
select 1, n, 20, 0, timestamp '2025-01-01' + interval (n) day, 'bazaar', r.role, 11, 1, r.payee, r.amount, 'bazaar/model', 'transfer', 19
from (values (10), (20), (45)) s (n)
cross join (values ('price', 2, 1000000000::hugeint), ('protocol_fee', 8, 25000000::hugeint)) r (role, payee, amount);
insert into market.payment values
    (1, 11, 21, 0, timestamp '2025-01-12', 'bazaar', 'royalty', 11, 2, 3, 66000000, 'bazaar/a', 'transfer', 22),
    (1, 11, 23, 0, timestamp '2025-01-12', 'bazaar', 'royalty', 11, 2, 4, 20000000, 'bazaar/b', 'transfer', null),
    (1, 45, 25, 0, timestamp '2025-02-15', 'bazaar', 'reward', 10, 8, 3, 5000000000000000000, 'bazaar/a', 'internal', null);
insert into event.bazaar_shop_sold values (1, 10, 20, 8, 0, timestamp '2025-01-11', 1, 1000000000, null);
insert into chain.log values (1, 10, 20, 0, 255, 16, 8, 2, 0, 1, 1, null, null, null, null, '\xCA\xFE'::blob);
insert into chain.reorg values
    (1, 50, 1, 1, 52, 2, 2, 53, 3, 3, 2, 4, 5, timestamp '2025-02-22', timestamp '2025-02-22');
insert into chain.quarantine values (1, 10, 20, 8, 'amount', 'price is 10^40, above 10^38');

-- As the indexer does with every range that it writes.
insert into rollup.made_of from rollup.made_of_told;
insert into rollup.part from rollup.part_told;
