-- key: documents
-- title: Documents
-- unit: references, by status
-- formula: logs that name a document, by what comparing it with its hash on chain gave: verified, mismatched, missing, refused, too_large, unreachable, unverifiable, pending
-- definer: Souk
-- caveats: references are as of chain time, statuses as of the last 'souk documents'; a document may have changed since
select
    status,
    count(*) as documents
from document.status
where system = $market
    and time <= $as_of
group by all
order by all;
