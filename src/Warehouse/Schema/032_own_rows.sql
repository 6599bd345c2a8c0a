-- Whose rows are these? Half an MD5 of an asset's key told too little: two keys that share 64 bits take some 2^32 attempts to find, and
-- who made such keys could put what was paid for one asset into the lineage of another. Now 128 bits of SHA-256 tell: of ten million
-- keys two share them by chance with a probability of 2 in 10^25, and on purpose takes some 2^64 attempts.
create macro rollup.key_hash(asset_key) as
    (('0x' || substr(sha256(asset_key), 1, 16))::ubigint::uhugeint << 64) + ('0x' || substr(sha256(asset_key), 17, 16))::ubigint;

drop view rollup.part_told;

-- Who was said to have a part in an asset, and every leg that was paid for it: rows of one block are too different for sums to
-- make them fewer. token_id is null and amount 0 where nothing was paid.
create view rollup.part_told as
select
    chain_id,
    block_number,
    rollup.key_hash(asset_key) as asset_hash,
    payee_id as party_id,
    role,
    token_id,
    amount
from market.payment
where role in ('price', 'royalty', 'reward', 'fee_share')
    and asset_key is not null
union all
select chain_id, block_number, rollup.key_hash(asset_key), contributor_id, 'contributor', null, 0
from market.contribution
union all
select chain_id, block_number, rollup.key_hash(asset_key), owner_id, 'owner', null, 0
from market.asset
where owner_id is not null
union all
select chain_id, block_number, rollup.key_hash(asset_key), party_id, role, null, 0
from market.attribution;

drop table rollup.part;

-- Filled from rollup.part_told. A question reads all hashes, but is answered from few rows: the columns that it reads are not
-- compressed, because unpacking 128-bit amounts takes several times as long as comparing the hashes.
create table rollup.part (
    chain_id integer not null,
    block_number bigint not null,
    asset_hash uhugeint using compression uncompressed not null,
    party_id integer using compression uncompressed not null,
    role varchar not null,
    token_id integer using compression uncompressed,
    amount hugeint using compression uncompressed not null
);

insert into rollup.part from rollup.part_told;

-- As in migration 024, by system: a pool that two systems index has each change twice, and one system's row after the other's showed
-- no swap.
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
    window pool as (partition by chain_id, system, pool_id order by block_number, log_index)
)
select
    * exclude (token_in, quote_in),
    token_in > 0 as is_sale,
    abs(token_in) as token_amount,
    abs(quote_in) as quote_amount
from change
where (token_in > 0 and quote_in < 0)
    or (token_in < 0 and quote_in > 0);

-- As in migration 029, which took escrows alone for contracts that pay out of what others paid in.
-- Legs of role 'price' with who bought: the payer, unless a contract pays out of what others paid in (an escrow, or stakes and fees
-- of nodes in one contract). Then it is who requested the job that was completed last, up to the leg, for the leg's asset in its
-- block; else who was granted access by the leg's own log; else the contract itself, since nobody says.
create or replace macro market.sale_at(market, until) as table
with leg as (
    select p.*, (p.chain_id, p.payer_id) in (
            select (chain_id, holder_id) from market.holder where system = market and class in ('escrow', 'staking')
        ) as is_held
    from market.payment p
    where p.system = market
        and p.role = 'price'
        and p.time <= until
),
job as (
    select chain_id, block_number, log_index, asset_key, requester_id
    from market.job
    where system = market
        and action = 'completed'
        and requester_id is not null
),
access as (
    select chain_id, block_number, log_index, asset_key, min(party_id) as party_id
    from market.entitlement
    where system = market
    group by all
)
select * exclude (is_held), payer_id as buyer_id
from leg
where not is_held
union all
select l.* exclude (is_held), coalesce(j.requester_id, a.party_id, l.payer_id)
from leg l
asof left join job j
    on j.chain_id = l.chain_id
    and j.block_number = l.block_number
    and j.asset_key = l.asset_key
    and l.log_index >= j.log_index
left join access a
    on a.chain_id = l.chain_id
    and a.block_number = l.block_number
    and a.log_index = l.log_index
    and a.asset_key = l.asset_key
where l.is_held;
