-- key: activity
-- title: Activity
-- unit: chain logs and distinct parties, per day and kind
-- formula: logs that show a claim, swap, data point earned (mine), bridge transfer, change of liquidity or mint, by day of their block (UTC)
-- definer: Souk
-- caveats: one transaction may show several; a mint is a transfer of the market's token from the zero address, so a bridge's arrival is both a bridge and a mint
select
    a.time::date as day,
    a.kind,
    count(*) as activities,
    count(distinct coalesce(e.actor_id, a.party_id)) as parties
from market.activity a
left join party.actor($as_of, $by_entity) e on e.address_id = a.party_id
where a.system = $market
    and a.time <= $as_of
group by all
order by day, kind;
