-- Who was promised which part of a token, and what shows it? Promises are the registry's (reference.allocation): nothing ever wrote
-- the table of them that migration 012 made.
drop table party.allocation;

-- As in migration 025, with where a bucket may be seen: watched is the wallet that the project names as holding it, as 0x and 40 hex
-- digits; contracts are the names of the contracts that do, separated by commas. tokens is in base units, floored: the share of the
-- token's maximum supply; null where one of them was not found.
create or replace view reference.allocation as
with told as (
    select
        system,
        max(value) filter (field = 'token') as symbol,
        item as bucket,
        max(value) filter (field = 'class') as class,
        max(value) filter (field = 'part_of') as part_of,
        max(value) filter (field = 'share_percent')::decimal(9, 6) as share_percent,
        max(confidence) filter (field = 'share_percent') as share_confidence,
        max(value) filter (field = 'tge_percent')::decimal(9, 6) as tge_percent,
        split_part(max(value) filter (field = 'cliff_months'), '-', 1)::integer as cliff_months_min,
        split_part(max(value) filter (field = 'cliff_months'), '-', -1)::integer as cliff_months_max,
        max(value) filter (field = 'vesting_months')::integer as vesting_months,
        max(confidence) filter (field = 'vesting_months') as vesting_confidence,
        max(value) filter (field = 'schedule') as schedule,
        max(source) filter (field = 'bucket') as source,
        max(value) filter (field = 'watched') as watched,
        max(value) filter (field = 'contracts') as contracts
    from reference.fact
    where section = 'allocations'
        and reference.is_known(recorded_at, superseded_at)
    group by system, item
)
select
    a.*,
    -- Millionths of a percent x 10^-18 tokens are 10^-26 tokens.
    market.mul_div(
        replace(t.supply_max::varchar, '.', '')::hugeint,
        replace(a.share_percent::varchar, '.', '')::hugeint,
        if(t.decimals <= 26, ('1' || repeat('0', 26 - t.decimals::integer))::hugeint, null)
    ) as tokens
from told a
left join reference.token t on t.system = a.system and t.symbol = a.symbol;

-- Which contract holds which promised bucket? By the name that a manifest gives the contract, in lower case: the names that the
-- registry lists, and the bucket's own.
create view reference.bucket_contract as
with listed as (
    select system, bucket, lower(trim(unnest(string_split(contracts, ',')))) as contract
    from reference.allocation
    where contracts is not null
)
from listed
union all
select system, bucket, lower(bucket)
from reference.allocation a
where not exists (from listed l where l.system = a.system and l.contract = lower(a.bucket));
