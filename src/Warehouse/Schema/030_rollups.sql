-- What is kept beside the facts so that a question about one asset need not read all of them? Rollups: derived from market
-- tables by the views below, in the write that maps a block range, and deleted with it. A range's rows depend on that range
-- alone, so however blocks came, were replaced or mapped anew, a table holds what its view says.
create schema rollup;

create type rollup.part_role as enum (
    'owner', 'developer', 'optimiser', 'validator', 'compute_node', 'annotator', 'data_provider', 'contributor', 'price',
    'royalty', 'reward', 'fee_share'
);

-- What each subject of a block was said to be made of: one row for what a walk upstream asks at once. edges is JSON: of each edge
-- an array of object, verb, time (microseconds since 1970), evidence and confidence_ppm, in the order of logs.
create view rollup.made_of_told as
select
    chain_id,
    block_number,
    subject,
    to_json(
        list(json_array(object, verb, epoch_us(time), evidence, confidence_ppm) order by log_index, object, verb)
    )::varchar as edges
from market.provenance
group by chain_id, block_number, subject;

-- Filled from rollup.made_of_told. The index takes the place of the one on market.provenance: a generation of thirty assets is
-- thirty rows here, where it was a hundred and fifty of six columns each. Fetching single rows of compressed text takes longer.
create table rollup.made_of (
    chain_id integer not null,
    block_number bigint not null,
    subject varchar using compression uncompressed not null,
    edges varchar using compression uncompressed not null
);

-- Who was said to have a part in an asset, and every leg that was paid for it: rows of one block are too different for sums to
-- make them fewer. asset_hash is the lower half of the MD5 of the asset's key: of ten million keys two share it with a chance of
-- three in a million. token_id is null and amount 0 where nothing was paid.
create view rollup.part_told as
select
    chain_id,
    block_number,
    md5_number_lower(asset_key) as asset_hash,
    payee_id as party_id,
    role,
    token_id,
    amount
from market.payment
where role in ('price', 'royalty', 'reward', 'fee_share')
    and asset_key is not null
union all
select chain_id, block_number, md5_number_lower(asset_key), contributor_id, 'contributor', null, 0
from market.contribution
union all
select chain_id, block_number, md5_number_lower(asset_key), owner_id, 'owner', null, 0
from market.asset
where owner_id is not null
union all
select chain_id, block_number, md5_number_lower(asset_key), party_id, role, null, 0
from market.attribution;

-- Filled from rollup.part_told. A question reads all hashes, but is answered from few rows: the columns that it reads are not
-- compressed, because unpacking 128-bit amounts takes several times as long as comparing the hashes.
create table rollup.part (
    chain_id integer not null,
    block_number bigint not null,
    asset_hash ubigint using compression uncompressed not null,
    party_id integer using compression uncompressed not null,
    role "rollup".part_role using compression uncompressed not null,
    token_id integer using compression uncompressed,
    amount hugeint using compression uncompressed not null
);

insert into rollup.made_of from rollup.made_of_told order by chain_id, block_number;

insert into rollup.part from rollup.part_told;

create index made_of_subject on rollup.made_of (subject);

drop index market.provenance_subject;
