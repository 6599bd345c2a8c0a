-- key: revisions
-- title: Revision log of what files, chains and we ourselves said
-- unit: values as text; times of ours (UTC)
-- formula: every declared or imported value that a later file changed or dropped, with what replaced it; NULL where nothing did. label: a declared label of an address that a later file replaced. removed_log: every log of the market that was stored and that a reorg removed, by its transaction; removed_row: every row of a market table that a changed mapping of the same logs did not make again. handed_answer: every answer of a metric that left the warehouse in a file (souk handouts) and that the same question, asked again, no longer gets, with its rows and the first 12 digits of their digest; new_source says what had changed in between: the definition, blocks, the mapping, files or the program
-- definer: Souk
-- caveats: knowledge time, not chain time: as of has no effect; known_from is NULL for logs and rows, for it is not kept when they were read first; what replaced them stands in its own rows; labels and figures of a sector belong to no market and are in every one's log; an answer that nobody asked for again is not found out
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
    on n.system is not distinct from o.system
    and n.kind = o.kind
    and n.subject = o.subject
    and n.known_from = o.known_to
where (o.system = $market or o.system is null)
    and o.known_to <= reference.known_at()
order by o.known_to, o.kind, o.subject, o.known_from;
