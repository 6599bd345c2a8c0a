-- key: as_of
-- title: As of
-- unit: block number and block time (UTC)
-- formula: the last indexed block at or before the asked time
-- definer: Souk
-- caveats: chain time, not the time of asking
select
    m.chain_id,
    max(b.number) as block_number,
    max(b.time) as time,
    min(b.time) as first_time
from (select distinct chain_id from market.token where system = $market) m
join chain.block b using (chain_id)
where b.time <= $as_of
group by m.chain_id
order by m.chain_id;
