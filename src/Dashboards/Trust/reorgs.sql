-- Which blocks did chains replace? The newest first.
select detected_at, chain_id, ancestor_block, old_tip_block, new_tip_block, depth, removed_log_count, stored_log_count
from chain.reorg
where $market is null
    or chain_id in (select chain_id from market.token where system = $market)
order by detected_at desc, chain_id, ancestor_block desc
limit 50;
