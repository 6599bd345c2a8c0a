-- key: buyers
-- title: Active buyers
-- unit: parties per day
-- formula: distinct buyers of a price leg that day: its payer, or, where an escrow pays it, who requested the job or was granted access
-- definer: Souk (Token Terminal counts addresses likewise)
-- caveats: one person may use several addresses that nothing links
select
    s.time::date as day,
    count(distinct coalesce(e.actor_id, s.buyer_id)) as buyers,
    count(*) as orders
from market.sale_at($market, $as_of) s
left join party.actor($as_of, $by_entity) e on e.address_id = s.buyer_id
group by day
order by day;
