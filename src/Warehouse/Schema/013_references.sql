-- What do files say that no chain says? Tokens, allocations, funding rounds, sales and public claims, each value with its
-- source and how sure it is. Nothing that was once known is overwritten: a value that a later file changes or drops keeps
-- its row, with the time at which it stopped being what we know. So any knowledge time can be asked for.
create schema reference;

-- What each import did: the revision log. digest is the SHA-256 of the file in hexadecimal, recorded_at our time (UTC).
create table reference.import (
    table_name varchar not null,
    file varchar not null,
    digest varchar not null,
    added bigint not null,
    revised bigint not null,
    removed bigint not null,
    unchanged bigint not null,
    recorded_at timestamp not null
);

-- One value of a reference file. item names the record within its section. value is null where it was looked for and not
-- found. superseded_at is null for what we know now.
create table reference.fact (
    system varchar not null,
    section varchar not null,
    item varchar not null,
    field varchar not null,
    value varchar,
    confidence varchar not null check (confidence in ('exact', 'reported', 'assumed', 'not found')),
    source varchar not null,
    file varchar not null,
    line bigint not null,
    recorded_at timestamp not null,
    superseded_at timestamp,
    check ((value is null) = (confidence = 'not found'))
);

-- What was known at a time of ours (UTC)?
create macro reference.fact_at(known) as table
select *
from reference.fact
where recorded_at <= known
    and (superseded_at is null or superseded_at > known);

-- The first day of a date of which only the year or the month may be known.
create macro reference.first_day(text) as
    coalesce(try_cast(text as date), try_cast(text || '-01' as date), try_cast(text || '-01-01' as date));

-- The surest and the least sure of several values: exact before reported before assumed before not found.
create macro reference.rank(confidence) as list_position(['exact', 'reported', 'assumed', 'not found'], confidence);

-- Each system's tags: the pillar (compute, algorithms, data, infrastructure) and the direction between AI and crypto.
create view reference.system as
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
    and superseded_at is null
group by system;

-- Whole tokens, not base units: files say them so.
create view reference.token as
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
    and superseded_at is null
group by system, item;

-- Where a token lives: chain is the EIP-155 id, or the chain's own name where it has none.
create view reference.token_address as
select
    system,
    max(value) filter (field = 'token') as symbol,
    max(value) filter (field = 'chain') as chain,
    max(value) filter (field = 'address') as address,
    max(confidence) filter (field = 'address') as confidence,
    max(source) filter (field = 'address') as source
from reference.fact
where section = 'addresses'
    and superseded_at is null
group by system, item;

-- Who gets how much of a token, and when. share and tge are percent of the supply; part_of names the bucket that a bucket is
-- a part of. Months are ranges where the source gives one.
create view reference.allocation as
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
    and superseded_at is null
group by system, item;

create view reference.funding_round as
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
    and superseded_at is null
group by system, item;

-- Who took part in which round, and what kind of investor that is.
create view reference.investor as
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
    and superseded_at is null
group by system, item;

create view reference.sale as
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
    and superseded_at is null
group by system, item;

-- Multiples of a sale's price that a source states, whatever prices we know.
create view reference.stated_multiple as
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
    and superseded_at is null
group by system, item;

-- Single prices that a source names. Series are imported as reference.price.
create view reference.quote as
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
    and superseded_at is null
group by system, item;

-- Figures that a source gives, such as staked or burned tokens, accounts, downloads.
create view reference.figure as
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
    and superseded_at is null
group by system, item;
