-- Which contributions of this address, and which parts of assets, are on record? One row per asset and part, the
-- first $count of them; parts counts all. Quantities, whose packed 128 bits take longer to read than all else, are for the file alone.
with party as (
    select address_id from chain.address where address = $address
),
part as (
    select system, asset_key, 'contributor' as role, count(*) as records, {{quantity}} as quantity, null::integer as share_ppm
    from market.contribution where contributor_id in (from party) group by all
    union all
    select system, asset_key, 'owner, by its registration', count(*), null, null
    from market.asset where owner_id in (from party) group by all
    union all
    select system, asset_key, role, count(*), null, arg_max(share_ppm, (time, block_number, log_index))
    from market.attribution where party_id in (from party) group by system, asset_key, role
),
listed as (
    select *, (select count(*) from part) as parts
    from part
    order by system, records desc, asset_key, role
    limit $count
),
named as (
    select asset_key, arg_max(name, (time, block_number, log_index)) as name
    from market.asset where asset_key in (select asset_key from listed) group by all
)
select l.system, l.asset_key, coalesce(n.name, '') as name, l.role, l.records, l.quantity, l.share_ppm, l.parts
from listed l
left join named n using (asset_key)
order by l.system, l.records desc, l.asset_key, l.role;
