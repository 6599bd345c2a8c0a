-- key: concentration
-- title: Concentration
-- unit: parts per million (gini, shares), 0 to 10000 (hhi), number of parties (nakamoto)
-- formula: over amounts x of parties with x > 0. gini = 2 Σ k x(k) / (n Σx) - (n + 1) / n with x(1) the smallest; hhi = 10000 Σ s²; nakamoto = fewest parties that together have more than half; top and top 1 % (at least one party) as shares of the sum
-- definer: Gini 1912; U.S. DOJ and FTC (HHI); Srinivasan and Lee (Nakamoto); measured over earners (what they earned: price, reward and royalty legs, less the royalties that the payee of a price passes on out of it in its transaction), buyers (price legs, of an escrow its job's buyer) and holders (balances outside of contracts and of the dead address)
-- caveats: one person may use several addresses that nothing links; hhi sums shares floored to parts per million, an error below 2 n / 100; what a payee passes on later or in another token than it was paid is not taken off, for nothing on the ledger says what it is out of
with dead as (
    select address_id
    from chain.address
    where address = chain.dead_address()
),
legs as (
    select chain_id, token_id, 'earners' as side, party_id, amount
    from rollup.earned_of($market, $as_of)
    union all
    select chain_id, token_id, 'buyers', party_id, amount
    from rollup.spending_of($market, $as_of)
    union all
    select h.chain_id, h.token_id, 'holders', h.party_id, h.change
    from rollup.holding_of($market, $as_of) h
    join market.token t using (chain_id, token_id)
    where t.system = $market and t.is_market_token
),
amounts as (
    select l.chain_id, l.token_id, l.side, coalesce(e.actor_id, l.party_id) as party_id, sum(l.amount) as amount
    from legs l
    left join party.actor($as_of, $by_entity) e on e.address_id = l.party_id
    where l.party_id <> 0
        and (
            l.side <> 'holders'
            or (l.chain_id, l.party_id) not in (select (chain_id, holder_id) from market.holder where system = $market)
            and l.party_id not in (from dead)
        )
    group by all
    having sum(l.amount) > 0
),
ranked as (
    select
        *,
        -- One order for all, since it takes longest: who is richer than a party has what neither it nor the poorer have.
        row_number() over (side_token order by amount) as rank_up,
        sum(amount) over (side_token order by amount rows unbounded preceding) as of_poorest,
        sum(amount) over side_token as total,
        count(*) over side_token as parties
    from amounts
    window side_token as (partition by chain_id, token_id, side)
)
select
    r.side,
    t.symbol,
    t.decimals,
    r.parties,
    r.total,
    cast(round(1000000 * ((2 * sum(r.rank_up * (r.amount >> r.narrow))::double / (r.parties::double * (r.total >> r.narrow)::double)) - ((r.parties + 1)::double / r.parties))) as bigint) as gini_ppm,
    (sum(r.share_ppm * r.share_ppm) // 100000000)::bigint as hhi,
    (count(*) filter (r.total - r.of_poorest <= r.of_poorest))::bigint as nakamoto,
    max(r.share_ppm)::bigint as top_share_ppm,
    market.part(
        sum(r.amount) filter (r.rank_up > r.parties - greatest(1, r.parties // 100)), 1000000::hugeint, r.total
    )::bigint as top_percent_share_ppm
from (
    select
        *,
        market.part(amount, 1000000::hugeint, total) as share_ppm,
        -- By how many bits amounts are too wide to be multiplied by ranks: none, unless they come near 10^38.
        greatest(0, ceil(log2(total::double * parties)) - 125)::integer as narrow
    from ranked
) r
join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
group by r.side, t.symbol, t.decimals, r.parties, r.total, r.chain_id, r.narrow
order by r.side, t.symbol, r.chain_id;
