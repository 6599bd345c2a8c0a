-- key: nakamoto
-- title: The fewest that control a part of the market
-- unit: parties; one row per subsystem
-- formula: coefficient = the fewest parties that together have more than half of a subsystem: earners, buyers and holders of each token (concentration), stakers (what was staked less what was unstaked, by token), nodes of each role that have joined and not left (each counts one); is_least marks the smallest of all: that is the market's
-- definer: Srinivasan and Lee (the least over subsystems); the choice of subsystems is ours
-- caveats: one person may use several addresses that nothing links; a subsystem of one party is 1 however small it is; who controls a contract's code is not seen
with staked as (
    select
        s.chain_id, s.token_id, coalesce(e.actor_id, s.party_id) as party_id,
        sum(if(s.action = 'stake', s.quantity, -s.quantity)) as amount
    from market.stake s
    left join party.actor($as_of, $by_entity) e on e.address_id = s.party_id
    where s.system = $market and s.time <= $as_of and s.token_id is not null
    group by all
    having sum(if(s.action = 'stake', s.quantity, -s.quantity)) > 0
),
running as (
    select role, coalesce(e.actor_id, n.party_id) as party_id, count(*) as nodes
    from (
        select role, party_id, arg_max(action, (time, chain_id, block_number, log_index)) as action
        from market.node
        where system = $market and time <= $as_of
        group by all
    ) n
    left join party.actor($as_of, $by_entity) e on e.address_id = n.party_id
    where n.action = 'joined'
    group by all
),
part as (
    select 'stakers of ' || t.symbol as subsystem, s.party_id, s.amount, (s.chain_id, s.token_id)::varchar as place
    from staked s
    join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
    union all
    select 'nodes: ' || role, party_id, nodes::hugeint, '' from running
),
ranked as (
    select
        *,
        sum(amount) over (partition by subsystem, place order by amount desc, party_id rows unbounded preceding) as of_richest,
        sum(amount) over (partition by subsystem, place) as total
    from part
),
found as (
    select side || ' of ' || symbol as subsystem, parties, nakamoto as coefficient
    from {{concentration}}
    union all
    select subsystem, count(*), count(*) filter (2 * (of_richest - amount) <= total)
    from ranked
    group by subsystem, place
)
select subsystem, parties, coefficient, coefficient = min(coefficient) over () as is_least
from found
order by coefficient, subsystem, parties;
