-- key: nodes
-- title: Nodes by role
-- unit: parties, by month and role
-- formula: joined and left = nodes that did so in the month; active = nodes whose last log up to the month's end is a joining
-- definer: Souk
-- caveats: a node that stops without a log stays active; an operator may run several nodes
with told as (
    select party_id, role, action, time, chain_id, block_number, log_index
    from market.node
    where system = $market and time <= $as_of
),
months as (
    select unnest(generate_series(
        (select date_trunc('month', min(time)) from told),
        (select date_trunc('month', max(b.time)) from chain.block b where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market)),
        interval 1 month
    )) as month
),
spell as (
    select role, party_id, time, lead(time) over (partition by role, party_id order by time, chain_id, block_number, log_index) as next_at, action
    from told
)
select
    m.month::date as month,
    s.role,
    count(distinct s.party_id) filter (s.action = 'joined' and s.time >= m.month) as joined,
    count(distinct s.party_id) filter (s.action = 'left' and s.time >= m.month) as "left",
    count(distinct s.party_id) filter (s.action = 'joined' and coalesce(s.next_at >= m.month + interval 1 month, true)) as active
from months m
join spell s on s.time < m.month + interval 1 month
group by all
order by month, s.role;
