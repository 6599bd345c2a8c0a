-- key: concentration
-- title: Concentration
-- unit: parts per million (gini, shares), 0 to 10000 (hhi), number of parties (nakamoto)
-- formula: over amounts x of parties with x > 0. gini = 2 Σ k x(k) / (n Σx) - (n + 1) / n with x(1) the smallest; hhi = 10000 Σ s²; nakamoto = fewest parties that together have more than half; top and top 1 % (at least one party) as shares of the sum; all floored
-- definer: Gini 1912; U.S. DOJ and FTC (HHI); Srinivasan and Lee (Nakamoto); measured over earners (what they earned: price, reward and royalty legs, less the royalties that the payee of a price passes on out of it in its transaction), buyers (price legs, of an escrow its job's buyer) and holders (balances outside of contracts and of the dead address)
-- caveats: one person may use several addresses that nothing links; a fee share is earned by nobody before it is paid out as rewards; hhi squares amounts shortened to 60 bits of their sum, an error far below 1 before it is floored; what a payee passes on later or in another token than it was paid is not taken off, for nothing on the ledger says what it is out of
with earner as (
    select null::date as month, 'earners' as side, l.chain_id, l.token_id, coalesce(e.actor_id, l.party_id) as party_id, sum(l.amount) as amount
    from rollup.earned_of($market, $as_of) l
    left join party.actor($as_of, $by_entity) e on e.address_id = l.party_id
    where l.party_id <> 0
    group by all
    having sum(l.amount) > 0
),
buyer as (
    select null::date as month, 'buyers' as side, l.chain_id, l.token_id, coalesce(e.actor_id, l.party_id) as party_id, sum(l.amount) as amount
    from rollup.spending_of($market, $as_of) l
    left join party.actor($as_of, $by_entity) e on e.address_id = l.party_id
    where l.party_id <> 0
    group by all
    having sum(l.amount) > 0
),
holder as (
    select null::date as month, 'holders' as side, l.chain_id, l.token_id, coalesce(e.actor_id, l.party_id) as party_id, sum(l.change) as amount
    from rollup.holding_of($market, $as_of) l
    join market.token t on t.chain_id = l.chain_id and t.token_id = l.token_id and t.system = $market and t.is_market_token
    left join party.actor($as_of, $by_entity) e on e.address_id = l.party_id
    where l.party_id <> 0
        and (l.chain_id, l.party_id) not in (select (chain_id, holder_id) from market.holder where system = $market)
        and l.party_id not in (select address_id from chain.address where address = chain.dead_address())
    group by all
    having sum(l.change) > 0
),
-- Each side by itself: together they take a quarter longer.
amounts as materialized (
    from earner
    union all
    from buyer
    union all
    from holder
)
select
    r.side,
    t.symbol,
    t.decimals,
    r.parties,
    r.total,
    r.gini_ppm,
    r.hhi,
    r.nakamoto,
    r.top_share_ppm,
    r.top_percent_share_ppm
from market.concentrated('amounts') r
join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
order by r.side, t.symbol, r.chain_id;
