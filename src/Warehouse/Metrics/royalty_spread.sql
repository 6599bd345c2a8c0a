-- key: royalty_spread
-- title: How royalties are spread over those who get them
-- unit: base units of the token named in symbol per party; parts per million
-- formula: over parties with royalty legs, all time: first decile, median and ninth decile, the lower value of two; gini = 2 sum k x(k) / (n sum x) - (n + 1) / n with x(1) the smallest
-- definer: Souk; Gini 1912
-- caveats: who was owed and got nothing is not in it: royalties has what is unpaid; one person may use several addresses
with got as (
    select p.chain_id, p.token_id, coalesce(e.actor_id, p.payee_id) as party_id, sum(p.amount) as amount
    from market.payment p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.payee_id
    where p.system = $market and p.role = 'royalty' and p.time <= $as_of and p.payee_id <> 0
    group by all
    having sum(p.amount) > 0
),
ranked as (
    select
        *,
        row_number() over (partition by chain_id, token_id order by amount, party_id)::hugeint as k,
        (count(*) over token)::hugeint as n,
        -- By how many bits amounts are too wide to be multiplied by ranks: none, unless they come near 10^38.
        greatest(0, ceil(log2((sum(amount) over token)::double * count(*) over token)) - 125)::integer as narrow
    from got
    window token as (partition by chain_id, token_id)
)
select
    r.chain_id,
    t.symbol,
    t.decimals,
    count(*) as parties,
    sum(r.amount) as amount,
    quantile_disc(r.amount, 0.1) as p10,
    quantile_disc(r.amount, 0.5) as median,
    quantile_disc(r.amount, 0.9) as p90,
    -- sum of (2k - n - 1) x over n sum x, of which every product stays within 128 bits.
    market.part(
        sum((2 * r.k - r.n - 1) * (r.amount >> r.narrow)), 1000000::hugeint, max(r.n) * sum(r.amount >> r.narrow)
    )::bigint as gini_ppm
from ranked r
join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
group by r.chain_id, r.token_id, t.symbol, t.decimals
order by r.chain_id, t.symbol;
