-- key: payments
-- title: Payments
-- unit: base units of the token named in symbol, per day
-- formula: sum of payment legs by role; a leg labels a transfer (or an escrow's own books, or a native payment) and adds none
-- definer: Souk
-- caveats: price is what the seller gets; fees are separate legs of the same payment
select
    p.time::date as day,
    p.role,
    t.symbol,
    t.decimals,
    p.evidence,
    count(*) as legs,
    sum(p.amount) as amount
from market.payment p
join market.token t using (chain_id, token_id, system)
where p.system = $market
    and p.time <= $as_of
group by all
order by day, p.role, t.symbol, p.evidence;
