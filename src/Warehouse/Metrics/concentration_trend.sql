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
earned as (
    select l.side, l.month, l.chain_id, l.token_id, coalesce(e.actor_id, l.party_id) as party_id, sum(l.amount) as amount
    from leg l
    left join party.actor($as_of, $by_entity) e on e.address_id = l.party_id
    where l.party_id <> 0
    group by all
    having sum(l.amount) > 0
),
ranked as (
    select
        side, month, chain_id, token_id, amount,
        -- One order for both, as in concentration.
        row_number() over (side_month order by amount)::hugeint as k,
        count(*) over side_month as n,
        sum(amount) over (side_month order by amount rows unbounded preceding) as of_poorest,
        sum(amount) over side_month as total
    from earned
    window side_month as (partition by side, month, chain_id, token_id)
)
select
    r.month,
    r.side,
    t.symbol,
    r.n as parties,
    -- Sum of (2k - n - 1) x over n sum x.
    market.part(
        sum((2 * r.k - r.n - 1) * (r.amount >> r.narrow)), 1000000::hugeint, r.n * any_value(r.total >> r.narrow)
    )::bigint as gini_ppm,
    (sum(r.share_ppm * r.share_ppm) // 100000000)::bigint as hhi,
    (count(*) filter (r.total - r.of_poorest <= r.of_poorest))::bigint as nakamoto,
    max(r.share_ppm)::bigint as top_share_ppm
from (
    select
        *,
        market.part(amount, 1000000::hugeint, total) as share_ppm,
        -- As in concentration.
        greatest(0, ceil(log2(total::double * n)) - 125)::integer as narrow
    from ranked
) r
join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
group by r.month, r.side, t.symbol, r.n, r.total, r.chain_id
order by r.month, r.side, t.symbol, r.chain_id;
