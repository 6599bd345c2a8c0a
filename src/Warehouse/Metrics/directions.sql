-- key: directions
-- title: Systems by direction
-- unit: systems
-- formula: systems of the token registry by the direction that they are tagged with, and how many of those tags are assumed
-- definer: Souk (crypto for AI, AI for crypto: the two directions of the founding article on Masa)
-- caveats: a tag is a judgement; as of has no effect on it
select
    direction,
    count(*) as systems,
    count(*) filter (direction_confidence = 'assumed') as assumed,
    string_agg(system, ', ' order by system) as names,
    bool_or(system = $market) as has_asked
from reference.system
group by direction
order by systems desc, direction;
