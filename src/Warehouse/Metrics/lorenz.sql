-- key: lorenz
-- title: How unequal income is: the Lorenz curve
-- unit: parts per million of the parties and of what all earned
-- formula: of payout_distribution: which share of all income the poorest share of earners has; from nobody, who has nothing, to everybody. Twice the area between the curve and equality is the Gini coefficient of concentration
-- definer: Lorenz 1905
-- caveats: as payout_distribution
with curve as (
    select symbol, parties, at_most_ppm as parties_ppm, income_share_ppm from {{payout_distribution}}
)
select distinct symbol, 0::bigint as parties, 0::bigint as parties_ppm, 0::bigint as income_share_ppm
from curve
union all
from curve
order by symbol, parties;
