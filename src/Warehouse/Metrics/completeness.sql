-- key: completeness
-- title: Is anything missing?
-- unit: rows per check, and how many of them fail it; parts per million that pass
-- formula: contribution_has_reward: contributions whose contributor was ever paid a price, reward or royalty at or after it; reward_has_contribution: reward legs whose payee contributed, or staked, before; contribution_has_contributor: contributions that name somebody (not the zero address); contribution_has_asset: contributions to a registered asset; sale_has_asset: price legs that name a registered asset; work_has_review: pieces of work that a reviewer judged; accepted_work_has_reward: those accepted for whose asset their contributor was paid a reward at or after the review
-- definer: Souk
-- caveats: a failed check is a question, not an error: rewards may be due later, or be paid for what no event tells; by address, who works with one address and is paid at another fails the checks of parties, by entity not, where something links the two
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
paid as (
    select coalesce(e.actor_id, p.payee_id) as party_id, max(p.time) as last
    from market.payment p
    left join actor e on e.address_id = p.payee_id
    where p.system = $market and p.role in ('price', 'reward', 'royalty') and p.time <= $as_of
    group by all
),
came as (
    select coalesce(e.actor_id, c.party_id) as party_id, min(c.time) as first
    from (
        select contributor_id as party_id, time from market.contribution where system = $market and time <= $as_of
        union all
        select party_id, time from market.stake where system = $market and time <= $as_of
    ) c
    left join actor e on e.address_id = c.party_id
    group by all
),
listed as (
    select distinct asset_key from market.asset where system = $market and time <= $as_of
),
work as (
    select w.verdict, w.judged_at, w.asset_key, coalesce(e.actor_id, w.contributor_id) as party_id
    from market.work_at($market, $as_of) w
    left join actor e on e.address_id = w.contributor_id
),
rewarded as (
    select coalesce(e.actor_id, p.payee_id) as party_id, p.asset_key, max(p.time) as last
    from market.payment p
    left join actor e on e.address_id = p.payee_id
    where p.system = $market and p.role = 'reward' and p.time <= $as_of
    group by all
),
checked as (
    select 'contribution_has_reward' as name, coalesce(p.last >= c.time, false) as is_met
    from market.contribution c
    left join actor e on e.address_id = c.contributor_id
    left join paid p on p.party_id = coalesce(e.actor_id, c.contributor_id)
    where c.system = $market and c.time <= $as_of
    union all
    select 'reward_has_contribution', coalesce(c.first <= p.time, false)
    from market.payment p
    left join actor e on e.address_id = p.payee_id
    left join came c on c.party_id = coalesce(e.actor_id, p.payee_id)
    where p.system = $market and p.role = 'reward' and p.time <= $as_of
    union all
    select 'contribution_has_contributor', contributor_id <> 0
    from market.contribution
    where system = $market and time <= $as_of
    union all
    select 'contribution_has_asset', l.asset_key is not null
    from market.contribution c
    left join listed l on l.asset_key = c.asset_key
    where c.system = $market and c.time <= $as_of
    union all
    select 'sale_has_asset', l.asset_key is not null
    from market.payment p
    left join listed l on l.asset_key = p.asset_key
    where p.system = $market and p.role = 'price' and p.time <= $as_of
    union all
    select 'work_has_review', verdict is not null
    from work
    union all
    select 'accepted_work_has_reward', coalesce(r.last >= w.judged_at, false)
    from work w
    left join rewarded r on r.party_id = w.party_id and r.asset_key = w.asset_key
    where w.verdict = 'accepted'
)
select
    name as check_name,
    count(*) as checked,
    count(*) filter (not is_met) as failed,
    (count(*) filter (is_met) * 1000000 // count(*))::bigint as passed_ppm
from checked
group by name
order by name;
