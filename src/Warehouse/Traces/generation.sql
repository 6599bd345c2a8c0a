-- What were these assets said to be made of? At most fifty of them are looked up; for more, DuckDB reads all subjects.
select m.subject, m.edges
from (select unnest($assets::varchar[]) as asset_key) a
join rollup.made_of m on m.subject = a.asset_key;
