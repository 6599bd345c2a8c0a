-- What stands between these assets: edges with their evidence, earliest first. A repeated edge counts once.
select e.subject, e.verb, e.object, min(e.time), arg_min(e.evidence, e.time), max(e.confidence_ppm)
from market.provenance e
where e.subject in (select unnest(string_split($assets, chr(10))))
    and e.object in (select unnest(string_split($assets, chr(10))))
group by e.subject, e.verb, e.object
order by min(e.time), e.subject, e.verb, e.object;
