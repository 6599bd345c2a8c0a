-- Who made these assets, and every coin that each received for it? One row for each asset, party, role that was paid and token.
with asked as materialized (
    select asset_key, rollup.key_hash(asset_key) as asset_hash
    from (select unnest($assets::varchar[]) as asset_key)
),
part as materialized (
    select a.asset_key, p.party_id, p.role, p.chain_id, p.token_id, count(*) as legs, sum(p.amount) as amount
    from rollup.part p
    join asked a using (asset_hash)
    {{until}}
    group by all
),
party as (
    select asset_key, party_id, string_agg(distinct role, ', ' order by role) filter (token_id is null) as roles
    from part
    group by all
),
received as (
    select * from part where token_id is not null
),
named as (
    select asset_key, arg_max(kind, (time, log_index)) as kind, arg_max(name, (time, log_index)) as name
    from market.asset
    where asset_key in (select asset_key from asked)
        and time <= $as_of
    group by all
),
-- Read once: of a million addresses some hundreds are named.
address as materialized (
    select address_id, address
    from chain.address
    where address_id in (select party_id from part union all select token_id from part)
),
token as (
    select chain_id, token_id, any_value(symbol order by system) as symbol, any_value(decimals order by system) as decimals
    from market.token
    group by all
)
select
    u.asset_key, n.kind, n.name, a.address, p.roles, r.role, coalesce(t.symbol, '0x' || lower(hex(k.address))),
    coalesce(t.decimals, 0), coalesce(r.legs, 0), r.amount
from asked u
left join named n using (asset_key)
left join party p using (asset_key)
left join received r on r.asset_key = p.asset_key and r.party_id = p.party_id
left join address a on a.address_id = p.party_id
left join token t on t.chain_id = r.chain_id and t.token_id = r.token_id
left join address k on k.address_id = r.token_id
order by u.asset_key, a.address, r.role, t.symbol, r.chain_id;
