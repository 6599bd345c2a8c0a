-- key: deployments
-- title: Which models run on how many nodes
-- unit: nodes; one row per asset that was ever deployed
-- formula: running = nodes whose last log of the asset is a deployment; ever = distinct nodes; hosts_share = running / nodes on which anything runs, floored
-- definer: Souk
-- caveats: a node that stops without a log counts as running
with last as (
    select
        asset_key, node_id, arg_max(action, (time, chain_id, block_number, log_index)) as action, min(time) as first_time,
        max(time) as last_time
    from market.deployment
    where system = $market and time <= $as_of
    group by all
),
busy as (
    select count(distinct node_id) as nodes from last where action = 'deployed'
)
select
    l.asset_key,
    count(*) filter (l.action = 'deployed') as running,
    count(*) as ever,
    (count(*) filter (l.action = 'deployed') * 1000000 // nullif(any_value(b.nodes), 0))::bigint as hosts_share_ppm,
    min(l.first_time) as first_time,
    max(l.last_time) as last_time
from last l
cross join busy b
group by l.asset_key
order by running desc, l.asset_key;
