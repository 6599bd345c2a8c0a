-- Which contributions of this address, and which parts of assets, are on record? One row per asset and part.
with party as (
    select address_id from chain.address where address = $address
),
part as (
    select system, asset_key, 'contributor' as role, count(*) as records, sum(quantity) as quantity, null::integer as share_ppm
    from market.contribution where contributor_id in (from party) group by all
    union all
    select system, asset_key, 'owner, by its registration', count(*), null, null
    from market.asset where owner_id in (from party) group by all
    union all
    select system, asset_key, role, count(*), null, arg_max(share_ppm, (time, block_number, log_index))
    from market.attribution where party_id in (from party) group by system, asset_key, role
),
named as (
    select asset_key, arg_max(name, (time, block_number, log_index)) as name
    from market.asset where asset_key in (select asset_key from part) group by all
)
select p.system, p.asset_key, coalesce(n.name, '') as name, p.role, p.records, p.quantity, p.share_ppm
from part p
left join named n using (asset_key)
order by p.system, p.records desc, p.asset_key, p.role;
