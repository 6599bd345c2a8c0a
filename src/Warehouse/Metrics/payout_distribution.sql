-- key: payout_distribution
-- title: What parties earn: the distribution of payouts
-- unit: base units of the token named in symbol; parties; parts per million. One row for each party up to a hundred, beyond that for each hundredth of them
-- formula: earners (parties whose price, reward and royalty legs, less the royalties that the payee of a price passes on out of it in its transaction, come to more than 0) from the poorest on: parties = how many come so far, amount = what the last of them earned, at_most = parties of all, floored: the share that earned that much or less; so_far = what they earned together, income share = so_far of all, floored
-- definer: empirical distribution function; Lorenz 1905 (income share against at_most)
-- caveats: one person may use several addresses that nothing links; parties that earn the same are one after the other; as concentration of what is passed on later
with earned as (
    select p.chain_id, p.token_id, coalesce(e.actor_id, p.party_id) as party_id, sum(p.amount) as amount
    from rollup.earned_of($market, $as_of) p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.party_id
    where p.party_id <> 0
    group by all
    having sum(p.amount) > 0
),
ranked as (
    select
        chain_id, token_id, amount,
        row_number() over (poorest order by amount, party_id) as k,
        count(*) over poorest as n,
        sum(amount) over (poorest order by amount, party_id rows unbounded preceding) as so_far,
        sum(amount) over poorest as total
    from earned
    window poorest as (partition by chain_id, token_id)
)
select
    t.symbol,
    t.decimals,
    r.k as parties,
    r.amount,
    (r.k * 1000000 // r.n)::bigint as at_most_ppm,
    r.so_far,
    market.part(r.so_far, 1000000::hugeint, r.total)::bigint as income_share_ppm
from ranked r
join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
where r.k * 100 // r.n > (r.k - 1) * 100 // r.n
order by t.symbol, r.chain_id, r.k;
