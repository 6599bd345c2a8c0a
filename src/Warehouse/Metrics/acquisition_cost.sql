-- key: acquisition_cost
-- title: What a new party costs that stays
-- unit: base units of the token named in symbol per party, by side and month
-- formula: cost = incentives paid in the month (buyers: reward legs to parties that bought in that month or before, as refunds are no incentive; contributors: all other reward legs) / parties that came first to the side in that month and were active on it in a later month, floored
-- definer: a16z (cost to acquire); by side and from chain data: Souk
-- caveats: what a team spends off chain is not in it, so it is a lower bound; the last month's newcomers had no time to stay: null
with act as (
    select 'contributors' as side, coalesce(e.actor_id, c.contributor_id) as party_id, date_trunc('month', c.time) as month
    from market.contribution c
    left join party.actor($as_of, $by_entity) e on e.address_id = c.contributor_id
    where c.system = $market and c.time <= $as_of
    union
    select 'buyers', coalesce(e.actor_id, p.buyer_id), date_trunc('month', p.time)
    from market.sale_at($market, $as_of) p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.buyer_id
),
first as (
    select side, party_id, min(month) as month, max(month) > min(month) as is_retained
    from act
    group by all
),
come as (
    select side, month, count(*) as new_parties, count(*) filter (is_retained) as retained
    from first
    group by all
),
spent as (
    select
        if(b.month <= date_trunc('month', p.time), 'buyers', 'contributors') as side,
        date_trunc('month', p.time) as month, p.chain_id, p.token_id, sum(p.amount) as incentives
    from market.payment p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.payee_id
    left join first b on b.side = 'buyers' and b.party_id = coalesce(e.actor_id, p.payee_id)
    where p.system = $market
        and p.role = 'reward'
        and p.time <= $as_of
    group by all
)
select
    c.side,
    c.month::date as month,
    t.symbol,
    t.decimals,
    c.new_parties,
    c.retained,
    s.incentives,
    s.incentives // nullif(c.retained, 0) as cost
from come c
join spent s on s.side = c.side and s.month = c.month
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
order by c.side, c.month, t.symbol;
