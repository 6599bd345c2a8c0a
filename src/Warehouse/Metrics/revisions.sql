-- key: revisions
-- title: Revision log of what files and chains said
-- unit: values as text; times of ours (UTC)
-- formula: every declared or imported value that a later file changed or dropped, with what replaced it; NULL where nothing did. removed_log: every log of the market that was stored and that a reorg removed, by its transaction; removed_row: every row of a market table that a changed mapping of the same logs did not make again
-- definer: Souk
-- caveats: knowledge time, not chain time: as of has no effect; known_from is NULL for logs and rows, for it is not kept when they were read first; what replaced them stands in its own rows; labels of addresses leave no trace here
select
    o.kind,
    o.subject,
    o.value as old_value,
    n.value as new_value,
    o.source as old_source,
    n.source as new_source,
    o.known_from,
    o.known_to
from reference.told o
left join reference.told n
    on n.system = o.system
    and n.kind = o.kind
    and n.subject = o.subject
    and n.known_from = o.known_to
where o.system = $market
    and o.known_to <= reference.known_at()
order by o.known_to, o.kind, o.subject, o.known_from;
