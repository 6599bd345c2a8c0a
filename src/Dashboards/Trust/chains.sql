-- How far is each chain read, how much of it is final, and what is missing? One row per chain that a market is on.
with asked as (
    select distinct chain_id
    from (select chain_id, system from market.token union all select chain_id, system from chain.contract)
    where $market is null or system = $market
),
stored as (
    select chain_id, count(*) as blocks, min(number) as first_block, max(number) as last_block, max(time) as time
    from chain.block
    group by chain_id
),
kept as (
    select
        chain_id, min(from_block) as from_block, max(to_block) as to_block,
        sum(to_block - from_block + 1)::bigint as blocks,
        (max(to_block) - min(from_block) + 1 - sum(to_block - from_block + 1))::bigint as missing
    from chain.range
    group by chain_id
),
replaced as (
    select chain_id, count(*) as reorgs, max(depth) as deepest
    from chain.reorg
    group by chain_id
)
select
    a.chain_id, c.block_number as cursor_block, s.time, f.finalized_block,
    k.from_block, k.to_block, coalesce(k.blocks, 0) as ranged_blocks, coalesce(k.missing, 0) as missing_blocks,
    coalesce(r.reorgs, 0) as reorgs, coalesce(r.deepest, 0) as deepest
from asked a
left join chain.cursor c using (chain_id)
left join chain.finality f using (chain_id)
left join stored s using (chain_id)
left join kept k using (chain_id)
left join replaced r using (chain_id)
order by a.chain_id;
