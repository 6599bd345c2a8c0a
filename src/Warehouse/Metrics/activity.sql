-- key: activity
-- title: Activity
-- unit: chain logs and distinct parties, per day and kind
-- formula: logs that show a claim, swap, data point earned (mine), bridge transfer, change of liquidity or mint, by day of their block (UTC)
-- definer: Souk
-- caveats: one transaction may show several; a mint is a transfer of the market's token from the zero address, so a bridge's arrival is both a bridge and a mint
select
    time::date as day,
    kind,
    count(*) as activities,
    count(distinct party_id) as parties
from market.activity
where system = $market
    and time <= $as_of
group by all
order by day, kind;
