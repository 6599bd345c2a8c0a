-- Who made what an asset is made of, however far upstream, and every coin that each received for it.
-- An asset is visited once, at its least depth, so a circle ends; beyond $depth nothing is followed. Nobody needs to have
-- registered it: who has a part in it, what is told of it or a job that used something make it known.
with recursive
upstream (asset_key, depth) using key (asset_key) as (
    select $asset, 0
    union
    select e.object, min(u.depth) + 1
    from upstream u
    join market.provenance e on e.subject = u.asset_key
    left join recurring.upstream known on known.asset_key = e.object
    where known.asset_key is null
        and u.depth < $depth
    group by e.object
),
received as (
    select p.asset_key, p.payee_id as party_id, p.chain_id, p.token_id, p.role, count(*) as legs, sum(p.amount) as amount
    from market.payment p
    where p.asset_key in (select asset_key from upstream)
        and p.role in ('price', 'royalty', 'reward', 'fee_share')
    group by all
),
part as (
    select asset_key, owner_id as party_id, 'owner' as role
    from market.asset
    where asset_key in (select asset_key from upstream)
        and owner_id is not null
    union
    select asset_key, party_id, role
    from market.attribution
    where asset_key in (select asset_key from upstream)
    union
    select asset_key, contributor_id, 'contributor'
    from market.contribution
    where asset_key in (select asset_key from upstream)
    union
    select asset_key, party_id, 'paid'
    from received
),
party as (
    select asset_key, party_id, string_agg(role, ', ' order by role) filter (role <> 'paid') as roles
    from part
    group by all
),
named as (
    select asset_key, arg_max(kind, (time, log_index)) as kind, arg_max(name, (time, log_index)) as name
    from market.asset
    where asset_key in (select asset_key from upstream)
    group by all
),
token as (
    select chain_id, token_id, any_value(symbol order by system) as symbol, any_value(decimals order by system) as decimals
    from market.token
    group by all
)
select
    u.depth, u.asset_key, n.kind, n.name, a.address, p.roles, r.role, coalesce(t.symbol, '0x' || lower(hex(k.address))),
    coalesce(t.decimals, 0), coalesce(r.legs, 0), r.amount,
    u.depth = $depth and exists (from market.provenance e where e.subject = u.asset_key) as is_cut
from upstream u
left join named n using (asset_key)
left join party p using (asset_key)
left join received r on r.asset_key = p.asset_key and r.party_id = p.party_id
left join chain.address a on a.address_id = p.party_id
left join token t on t.chain_id = r.chain_id and t.token_id = r.token_id
left join chain.address k on k.address_id = r.token_id
where n.asset_key is not null
    or u.depth > 0
    or p.party_id is not null
    or exists (from market.asset_trait t where t.asset_key = u.asset_key)
    or exists (from market.provenance e where e.subject = u.asset_key)
order by u.depth, u.asset_key, a.address, r.role, t.symbol, r.chain_id;
