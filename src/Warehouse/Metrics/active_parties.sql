-- key: active_parties
-- title: Active contributors and buyers of the last 30 days
-- unit: parties
-- formula: as contributors and buyers, distinct over the 30 days that end with the last indexed day
-- definer: Souk
-- caveats: not the same as at least one accepted, paid contribution, which active_rows has as paid; one person may use several addresses that nothing links; where nobody says whose purchase an escrow pays, the escrow counts as one buyer
with last as (
    select max(b.time)::date as day
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
activity as (
    select contributor_id as party_id, false as is_buyer, time
    from market.contribution
    where system = $market
    union all
    select payee_id, false, time
    from market.payment
    where system = $market
        and role in ('price', 'reward', 'royalty')
    union all
    select buyer_id, true, time
    from market.sale_at($market, $as_of)
)
select
    count(distinct coalesce(e.actor_id, a.party_id)) filter (not a.is_buyer) as contributors,
    count(distinct coalesce(e.actor_id, a.party_id)) filter (a.is_buyer) as buyers
from activity a
cross join last
left join party.actor($as_of, $by_entity) e on e.address_id = a.party_id
where a.time <= $as_of
    and a.time::date > last.day - 30;
