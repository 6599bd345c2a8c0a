-- What was known at a past moment? Chain time is asked for with each query; this is our own time, in which files were read.

-- The time of ours (UTC) that this connection asks for, in its variable known_at; without it what is known now.
create macro reference.known_at() as coalesce(getvariable('known_at')::timestamp, timestamp 'infinity');

-- Whether a row that was recorded, and perhaps superseded later, is what was known then.
create macro reference.is_known(recorded_at, superseded_at) as
    recorded_at <= reference.known_at() and (superseded_at is null or superseded_at > reference.known_at());

-- All views of files' values, as in migrations 013 and 014, as they were known then.
create or replace view reference.system as
select
    system,
    max(value) filter (field = 'title') as title,
    max(value) filter (field = 'pillar') as pillar,
    max(confidence) filter (field = 'pillar') as pillar_confidence,
    max(source) filter (field = 'pillar') as pillar_source,
    max(value) filter (field = 'direction') as direction,
    max(confidence) filter (field = 'direction') as direction_confidence,
    max(source) filter (field = 'direction') as direction_source,
    max(value) filter (field = 'stage') as stage,
    reference.first_day(max(value) filter (field = 'launched')) as launched
from reference.fact
where section = 'profile'
    and reference.is_known(recorded_at, superseded_at)
group by system;

create or replace view reference.token as
select
    system,
    item as symbol,
    max(value) filter (field = 'decimals')::utinyint as decimals,
    max(value) filter (field = 'supply_initial')::decimal(38, 18) as supply_initial,
    max(value) filter (field = 'supply_max')::decimal(38, 18) as supply_max,
    max(value) filter (field = 'supply_total')::decimal(38, 18) as supply_total,
    max(value) filter (field = 'supply_circulating')::decimal(38, 18) as supply_circulating,
    reference.first_day(max(value) filter (field = 'supply_as_of')) as supply_as_of,
    max(confidence) filter (field = 'supply_max') as supply_max_confidence
from reference.fact
where section = 'tokens'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.token_address as
select
    system,
    max(value) filter (field = 'token') as symbol,
    max(value) filter (field = 'chain') as chain,
    max(value) filter (field = 'address') as address,
    max(confidence) filter (field = 'address') as confidence,
    max(source) filter (field = 'address') as source
from reference.fact
where section = 'addresses'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.allocation as
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
    max(source) filter (field = 'bucket') as source
from reference.fact
where section = 'allocations'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.funding_round as
select
    system,
    item as round,
    max(value) filter (field = 'kind') as kind,
    reference.first_day(max(value) filter (field = 'date')) as day,
    max(value) filter (field = 'raised_usd')::decimal(38, 18) as raised_usd,
    max(value) filter (field = 'price_usd')::decimal(38, 18) as price_usd,
    max(value) filter (field = 'valuation_usd')::decimal(38, 18) as valuation_usd,
    max(value) filter (field = 'bucket') as bucket,
    max(confidence) filter (field = 'raised_usd') as raised_confidence,
    max(source) filter (field = 'raised_usd') as raised_source
from reference.fact
where section = 'rounds'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.investor as
select
    system,
    max(value) filter (field = 'investor') as investor,
    max(value) filter (field = 'round') as round,
    max(value) filter (field = 'kind') as kind,
    max(value) filter (field = 'role') as role,
    max(value) filter (field = 'note') as note,
    max(confidence) filter (field = 'investor') as confidence,
    max(source) filter (field = 'investor') as source
from reference.fact
where section = 'investors'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.sale as
select
    system,
    item as sale,
    max(value) filter (field = 'venue') as venue,
    max(value) filter (field = 'token') as symbol,
    reference.first_day(max(value) filter (field = 'date')) as day,
    max(value) filter (field = 'price_usd')::decimal(38, 18) as price_usd,
    max(confidence) filter (field = 'price_usd') as price_confidence,
    max(value) filter (field = 'tokens_sold')::decimal(38, 18) as tokens_sold,
    max(value) filter (field = 'raised_usd')::decimal(38, 18) as raised_usd,
    max(value) filter (field = 'oversubscription')::decimal(38, 18) as oversubscription,
    max(value) filter (field = 'minutes')::integer as minutes,
    max(value) filter (field = 'valuation_usd')::decimal(38, 18) as valuation_usd,
    max(source) filter (field = 'venue') as source
from reference.fact
where section = 'sales'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.stated_multiple as
select
    system,
    max(value) filter (field = 'sale') as sale,
    max(value) filter (field = 'when') as measured,
    reference.first_day(max(value) filter (field = 'date')) as day,
    max(value) filter (field = 'multiple')::decimal(38, 18) as multiple,
    max(confidence) filter (field = 'multiple') as confidence,
    max(source) filter (field = 'multiple') as source
from reference.fact
where section = 'multiples'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.quote as
select
    system,
    max(value) filter (field = 'token') as symbol,
    max(value) filter (field = 'kind') as kind,
    reference.first_day(max(value) filter (field = 'date')) as day,
    max(value) filter (field = 'price_usd')::decimal(38, 18) as price_usd,
    max(confidence) filter (field = 'price_usd') as confidence,
    max(source) filter (field = 'price_usd') as source
from reference.fact
where section = 'quotes'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.figure as
select
    system,
    max(value) filter (field = 'figure') as figure,
    reference.first_day(max(value) filter (field = 'date')) as day,
    max(value) filter (field = 'value')::decimal(38, 18) as value,
    max(value) filter (field = 'unit') as unit,
    max(confidence) filter (field = 'value') as confidence,
    max(source) filter (field = 'value') as source
from reference.fact
where section = 'figures'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;

create or replace view reference.claim as
select
    system,
    item as claim,
    max(value) filter (field = 'statement') as statement,
    reference.first_day(max(value) filter (field = 'date')) as day,
    max(value) filter (field = 'speaker') as speaker,
    max(value) filter (field = 'interest') as interest,
    max(value) filter (field = 'figure') as figure,
    max(value) filter (field = 'relation') as relation,
    max(value) filter (field = 'value')::decimal(38, 18) as value,
    max(value) filter (field = 'unit') as unit,
    max(value) filter (field = 'metric') as metric,
    max(value) filter (field = 'column') as metric_column,
    max(value) filter (field = 'take') as take,
    max(value) filter (field = 'sees') as sees,
    max(value) filter (field = 'verdict') as stated,
    max(value) filter (field = 'why') as why,
    max(source) filter (field = 'statement') as source
from reference.fact
where section = 'claims'
    and reference.is_known(recorded_at, superseded_at)
group by system, item;
