-- key: origins
-- title: Proof of origin
-- unit: one row per asset: the log that registered it, its signer, and its document's hash
-- formula: the first registration of each asset: chain, block, log, time and transaction; signer = the owner that the log names; document = the last reference to a document of the asset: hash on chain, and whether the document has it
-- definer: Souk
-- caveats: the chain's time of the block, not that of the data; the document's status is as of the last 'souk documents'; no hash means that the chain has none; signer is the owner that the log names, not who signed the transaction: a contract may be named, and somebody else may have sent it
with first as materialized (
    select asset_key, min((time, chain_id, block_number, log_index)) as place
    from market.asset
    where system = $market
        and time <= $as_of
    group by asset_key
),
-- Few kinds of events register assets: of other logs no hashes are read. Anonymous ones may have no topic.
topic as materialized (
    select distinct l.topic0_id
    from first r
    join chain.log l on l.chain_id = r.place[2] and l.block_number = r.place[3] and l.log_index = r.place[4]
),
log as (
    select chain_id, block_number, log_index, transaction_hash_high, transaction_hash_low
    from chain.log
    where topic0_id in (select topic0_id from topic)
    union all
    select chain_id, block_number, log_index, transaction_hash_high, transaction_hash_low
    from chain.log
    where topic0_id is null
),
document as (
    select asset_key, arg_max((hash_algorithm, hash, status), (time, chain_id, block_number, log_index)) as last
    from document.status
    where system = $market
        and time <= $as_of
        and asset_key is not null
    group by asset_key
)
select
    r.asset_key,
    a.kind,
    a.chain_id,
    a.block_number,
    a.log_index,
    a.time,
    '0x' || lower(printf('%032x', l.transaction_hash_high) || printf('%032x', l.transaction_hash_low)) as transaction_hash,
    '0x' || lower(hex(o.address)) as signer,
    d.last[1] as hash_algorithm,
    '0x' || lower(hex(d.last[2])) as hash,
    d.last[3] as document_status
from first r
join market.asset a
    on a.asset_key = r.asset_key
    and a.system = $market
    and a.chain_id = r.place[2]
    and a.block_number = r.place[3]
    and a.log_index = r.place[4]
left join log l using (chain_id, block_number, log_index)
left join chain.address o on o.address_id = a.owner_id
left join document d on d.asset_key = r.asset_key
order by r.asset_key;
