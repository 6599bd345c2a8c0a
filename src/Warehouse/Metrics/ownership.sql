-- key: ownership
-- title: Who owns what
-- unit: parts per million of the asset; null where no share is known
-- formula: the latest attribution of each asset, party and role that is not ended (share 0); an asset to which no owner is attributed belongs to whom its registration names, whole. known = sum of the shares known in that role
-- definer: Souk
-- caveats: shares are as contracts or files state them, and not checked to add up to one: see known
with latest as (
    select asset_key, party_id, role, arg_max(struct_pack(share := share_ppm), (time, chain_id, block_number, log_index)).share as share_ppm
    from market.attribution
    where system = $market
        and time <= $as_of
    group by all
),
named as (
    select
        asset_key,
        arg_max(kind, (time, chain_id, block_number, log_index)) as kind,
        arg_max(name, (time, chain_id, block_number, log_index)) as name,
        arg_max(owner_id, (time, chain_id, block_number, log_index)) as owner_id
    from market.asset
    where system = $market
        and time <= $as_of
    group by asset_key
),
share as (
    select asset_key, party_id, role, share_ppm
    from latest
    where share_ppm is null or share_ppm > 0
    union all
    select asset_key, owner_id, 'owner', 1000000
    from named
    where owner_id is not null
        and asset_key not in (select asset_key from latest where role = 'owner')
)
select
    s.asset_key,
    coalesce(n.kind, '') as kind,
    coalesce(n.name, '') as name,
    '0x' || lower(hex(a.address)) as party,
    s.role,
    s.share_ppm,
    (sum(s.share_ppm) over (partition by s.asset_key, s.role))::bigint as known_ppm
from share s
join chain.address a on a.address_id = s.party_id
left join named n using (asset_key)
order by s.asset_key, s.role, s.share_ppm desc nulls last, party;
