-- How surely are the logs behind a market's numbers all there? Blocks of its chains by proof level, and declared labels.
select r.proof, sum(r.to_block - r.from_block + 1)::bigint as blocks, sum(r.log_count)::bigint as logs
from chain.range r
where $market is null
    or r.chain_id in (select chain_id from market.token where system = $market)
group by r.proof
order by r.proof;
