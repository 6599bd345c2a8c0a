-- Which parts of what files say hold a row that metrics of this market read? Each by the name that queries have for it, and the
-- moment that the first of its rows is of; null where they are of none.
-- Asked with every page: facts are read once and as they lie, for views over them take longer to plan than to read.
with token as (
    select chain_id, token_id, symbol
    from market.token
    where system = $market
        and is_market_token
),
-- Who compares markets by what they are reads all profiles.
fact as materialized (
    select system = $market as is_own, section, item, field, value
    from reference.fact
    where (system = $market or section = 'profile')
        and reference.is_known(recorded_at, superseded_at)
),
-- As reference.promised_schedule has them, where a launch, a maximum and decimals are known too.
promise as (
    select
        item as bucket,
        max(value) filter (field = 'token') as symbol,
        ',' || replace(lower(max(value) filter (field = 'contracts')), ' ', '') || ',' as contracts
    from fact
    where section = 'allocations'
    group by item
    having count(value) filter (field in ('share_percent', 'tge_percent', 'cliff_months', 'vesting_months')) = 4
        and max(value) filter (field = 'part_of') is null
)
select unnest(case section
    when 'profile' then ['reference.system']
    when 'tokens' then ['reference.token']
    when 'addresses' then ['reference.token_address']
    when 'allocations' then ['reference.allocation', 'reference.bucket_contract']
    when 'rounds' then ['reference.funding_round']
    when 'investors' then ['reference.investor']
    when 'sales' then ['reference.sale']
    when 'multiples' then ['reference.stated_multiple']
    when 'quotes' then ['reference.quote']
    when 'figures' then ['reference.figure']
    when 'claims' then ['reference.claim']
    else []
end) as name, null::timestamp as since
from (select distinct section from fact)
union all
select 'reference.fact', null where exists (from fact where is_own)
union all
-- A maximum that a contract tells is none that the registry says, and one of the real token none of one that is made up.
select 'reference.supply_cap_of', null
where exists (
    from fact f
    join token t on t.symbol = f.item
    where t.chain_id not in (from chain.development)
        and f.section = 'tokens'
        and f.field = 'supply_max'
        and f.value is not null
        and not exists (
            from market.supply_cap c
            where c.system = $market and c.chain_id = t.chain_id and c.token_id = t.token_id
        )
)
union all
-- A bucket that a contract shows has no promise.
select 'reference.promised_schedule', null
where exists (
    from promise p
    where p.symbol in (select symbol from market.real_token where system = $market)
        and p.symbol in (select item from fact where section = 'tokens' and field = 'supply_max' and value is not null)
        and p.symbol in (select item from fact where section = 'tokens' and field = 'decimals' and value is not null)
        and exists (from fact where is_own and section = 'profile' and field = 'launched' and value is not null)
        and not exists (
            from market.schedule v
            where v.system = $market
                and (
                    lower(v.bucket) = lower(p.bucket)
                    or contains(p.contracts, ',' || replace(lower(v.bucket), ' ', '') || ',')
                )
        )
)
union all
select 'reference.price', min(p.time)
from reference.price p
join token using (symbol)
where p.system = $market
    and p.price > 0
    and reference.is_known(p.recorded_at, p.superseded_at)
having count(*) > 0
union all
select 'reference.offchain_event', min(time)
from reference.offchain_event
where system = $market
    and reference.is_known(recorded_at, superseded_at)
having count(*) > 0
union all
select 'reference.adoption', null
where exists (from reference.adoption where system = $market and reference.is_known(recorded_at, superseded_at))
union all
select 'reference.offchain_revenue', null
where exists (from reference.offchain_revenue where system = $market and reference.is_known(recorded_at, superseded_at))
union all
select 'reference.sector_capitalisation', null
where exists (from reference.sector_capitalisation where reference.is_known(recorded_at, superseded_at))
union all
-- What was revised is of files, whatever they say.
select 'reference.told', null where exists (from reference.import);
