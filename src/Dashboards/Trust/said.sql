-- Which parts of what files say hold a row that metrics of this market read? Each by the name that queries have for it.
with token as (
    select chain_id, token_id, symbol
    from market.token
    where system = $market
        and is_market_token
)
select unnest(case section
    when 'profile' then ['system']
    when 'tokens' then ['token']
    when 'addresses' then ['token_address']
    when 'allocations' then ['allocation', 'bucket_contract']
    when 'rounds' then ['funding_round']
    when 'investors' then ['investor']
    when 'sales' then ['sale']
    when 'multiples' then ['stated_multiple']
    when 'quotes' then ['quote']
    when 'figures' then ['figure']
    when 'claims' then ['claim']
    else []
end) as name
from (
    -- Who compares markets by what they are reads all profiles.
    select distinct section
    from reference.fact
    where (system = $market or section = 'profile')
        and reference.is_known(recorded_at, superseded_at)
)
union
-- A maximum that a contract tells is none that the registry says.
select 'supply_cap_of'
from reference.supply_cap_of($market) c
join token t using (chain_id, symbol)
where c.cap is not null
    and not exists (from market.supply_cap m where m.system = $market and m.chain_id = t.chain_id and m.token_id = t.token_id)
union
-- Promises are of the real token, not of one that is only on chains that are made up.
select 'promised_schedule'
from reference.promised_schedule
where system = $market
    and symbol in (select symbol from token where chain_id not in (from chain.development))
union
select 'price'
from reference.price p
join token using (symbol)
where p.system = $market
    and p.price > 0
    and ($as_of is null or p.time <= $as_of)
    and reference.is_known(p.recorded_at, p.superseded_at)
union
select 'offchain_event'
from reference.offchain_event
where system = $market
    and ($as_of is null or time <= $as_of)
    and reference.is_known(recorded_at, superseded_at)
union
select 'adoption'
from reference.adoption
where system = $market
    and reference.is_known(recorded_at, superseded_at)
union
select 'offchain_revenue'
from reference.offchain_revenue
where system = $market
    and reference.is_known(recorded_at, superseded_at)
union
select 'sector_capitalisation'
from reference.sector_capitalisation
where reference.is_known(recorded_at, superseded_at)
union
select 'fact' from reference.fact where system = $market and reference.is_known(recorded_at, superseded_at)
union
select 'told' from reference.told where system = $market or system is null
order by name;
