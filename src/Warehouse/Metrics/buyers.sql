-- key: buyers
-- title: Active buyers
-- unit: parties per day
-- formula: distinct buyers of a price leg that day: its payer, or, where an escrow pays it, who requested the job or was granted access
-- definer: Souk (Token Terminal counts addresses likewise)
-- caveats: one person may use several addresses
select
    time::date as day,
    count(distinct buyer_id) as buyers,
    count(*) as orders
from market.sale_at($market, $as_of)
group by day
order by day;
