-- Which answers that were handed out no longer hold? Of one market and one metric, or of all where these are null; the latest first.
select
    new_at,
    system,
    metric,
    as_of,
    parties,
    known_at,
    old_handout,
    old_at,
    old_row_count,
    old_digest,
    new_handout,
    new_row_count,
    new_digest,
    changed
from reference.changed_answer
where ($market is null or system = $market)
    and ($metric is null or metric = $metric)
order by new_at desc, system, metric, as_of, parties, known_at
