-- key: buyers
-- title: Active buyers
-- unit: parties per day
-- formula: distinct payers of a price leg that day
-- definer: Souk (Token Terminal counts addresses likewise)
-- caveats: one person may use several addresses
select
    time::date as day,
    count(distinct payer_id) as buyers,
    count(*) as orders
from market.payment
where system = $market
    and time <= $as_of
    and role = 'price'
group by day
order by day;
