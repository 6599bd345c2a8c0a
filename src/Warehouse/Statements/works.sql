-- Which work did this address hand in, and was it accepted, rejected, or not judged yet? By its last review. Earliest first.
select
    coalesce(w.submitted_at, w.judged_at) as time,
    w.system,
    w.channel,
    w.work_key,
    coalesce(w.task_key, '') as task_key,
    coalesce(w.asset_key, '') as asset_key,
    coalesce(w.verdict, 'pending') as verdict,
    w.judged_at,
    w.quality,
    w.quality_max,
    '0x' || lower(hex(a.address)) as reviewer,
    w.chain_id,
    w.block_number,
    w.log_index
from market.work_at(null, $as_of) w
left join chain.address a on a.address_id = w.reviewer_id
where w.contributor_id in (select address_id from chain.address where address = $address)
order by 1, w.system, w.work_key;
