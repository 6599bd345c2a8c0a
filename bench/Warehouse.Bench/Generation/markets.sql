-- Four markets of one chain before anything happens: their tokens, contracts, vesting wallets, and parties with tokens.
-- Address ids: market k (0 to 3) has token 10 + k, escrow 20 + k, staking 30 + k, pool 40 + k, treasury 50 + k, rewards
-- 60 + k, sink of fees 70 + k and vesting wallets 100 + 10 k to 104 + 10 k; 9 is USDC; parties follow 1000.
create temp macro address_of(id) as unhex(lpad(to_hex(hash(id)), 16, '0') || lpad(to_hex(hash(id + 7)), 16, '0') || lpad(to_hex(id), 8, '0'));

insert into chain.address select id, address_of(id) from range(1, 1001 + $parties) as ids(id);

insert into chain.topic select id, hash(id)::uhugeint, id from range(1, 12) as ids(id);

insert into chain.system
select 'market' || k, 'Market ' || k, 'TOK' || k, 'a generated market' from range(4) as markets(k);

insert into market.token
select 1, 10 + k, 'market' || k, 'TOK' || k, 18, 'erc20', true from range(4) as markets(k)
union all
select 1, 9, 'market' || k, 'USDC', 6, 'erc20', false from range(4) as markets(k);

insert into chain.contract
select 1, base + k, 'market' || k, kind, kind || k, 0, null
from range(4) as markets(k)
cross join (values (10, 'token'), (20, 'escrow'), (30, 'staking'), (40, 'pool'), (50, 'treasury'), (60, 'rewards')) as c(base, kind);

insert into market.holder
select 1, 0, base + k, 'market' || k, class
from range(4) as markets(k)
cross join (values (20, 'escrow'), (30, 'staking'), (40, 'pool'), (50, 'treasury')) as c(base, class)
union all
select 1, 0, 100 + 10 * k + w, 'market' || k, 'vesting' from range(4) as markets(k) cross join range(5) as wallets(w);

insert into market.vesting
select
    1, 0, 'market' || k, 100 + 10 * k + w, ['team', 'investors', 'treasury', 'community', 'advisers'][w + 1], 10 + k,
    1001 + w * 97 + k, epoch(timestamp '2024-01-01')::hugeint, epoch(timestamp '2024-07-01')::hugeint, 3 * 365 * 86400::hugeint
from range(4) as markets(k)
cross join range(5) as wallets(w);

insert into market.supply_cap
select 1, 0, 'market' || k, 10 + k, 10::hugeint ** 34, 'generated' from range(4) as markets(k);

-- Every party is given tokens of every market, so that nobody ever sends more than there is; contracts and vesting too.
insert into market.transfer
select 1, 0, row_number() over (), 0, timestamp '2024-01-01', 'market' || k, 10 + k, 0, holder, amount
from range(4) as markets(k)
cross join (
    select id as holder, 100000000::hugeint * 1000000000000000000::hugeint as amount from range(1001, 1001 + $parties) as parties(id)
) granted
union all
select 1, 0, 100000000 + base + k, 0, timestamp '2024-01-01', 'market' || k, 10 + k, 0, base + k, 10000000000::hugeint * 1000000000000000000::hugeint
from range(4) as markets(k)
cross join (values (20), (30), (40), (50), (60)) as contracts(base)
union all
select 1, 0, 200000000 + 10 * k + w, 0, timestamp '2024-01-01', 'market' || k, 10 + k, 0, 100 + 10 * k + w, 10000000000::hugeint * 1000000000000000000::hugeint
from range(4) as markets(k)
cross join range(5) as wallets(w);
