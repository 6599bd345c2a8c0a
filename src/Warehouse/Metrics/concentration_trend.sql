-- key: concentration_trend
-- title: Concentration, month by month
-- unit: number of parties; parts per million (gini, top); 0 to 10000 (hhi)
-- formula: concentration's measures over the legs of each month alone: earners (price, reward and royalty legs, less what is passed on out of prices, as concentration has it), buyers (price legs, as buyers counts them)
-- definer: Gini 1912; U.S. DOJ and FTC (HHI); Srinivasan and Lee (Nakamoto)
-- caveats: as concentration; a month has fewer parties than all time, so that its numbers are higher; the last month is not over; holders are not in it, for they hold from month to month
with leg as (
    select chain_id, token_id, 'earners' as side, month, party_id, amount
    from rollup.earned_of($market, $as_of)
    union all
    select chain_id, token_id, 'buyers', month, party_id, amount
    from rollup.spending_of($market, $as_of)
),
amounts as materialized (
    select l.side, l.month, l.chain_id, l.token_id, coalesce(e.actor_id, l.party_id) as party_id, sum(l.amount) as amount
    from leg l
    left join party.actor($as_of, $by_entity) e on e.address_id = l.party_id
    where l.party_id <> 0
    group by all
    having sum(l.amount) > 0
)
select
    r.month,
    r.side,
    t.symbol,
    r.parties,
    r.gini_ppm,
    r.hhi,
    r.nakamoto,
    r.top_share_ppm
from market.concentrated('amounts') r
join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
order by r.month, r.side, t.symbol, r.chain_id;
