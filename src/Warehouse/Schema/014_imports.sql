-- What do imported series say? Like reference.fact they forget nothing: a row that a later file revises stays, with the time
-- at which it was superseded. recorded_at and superseded_at are our time, other times those of the world, all UTC.

-- Capitalisation of a sector in US dollars on a day, such as all tokens of AI.
create table reference.sector_capitalisation (
    sector varchar not null,
    day date not null,
    capitalisation_usd decimal(38, 18) not null,
    confidence varchar not null,
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

-- Prices of tokens as a source gives them: quote per whole token.
create table reference.price (
    system varchar not null,
    symbol varchar not null,
    quote varchar not null,
    time timestamp not null,
    price decimal(38, 18) not null,
    volume decimal(38, 18),
    confidence varchar not null,
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

-- What people did off the chain: page views, logins, navigation, posts. party is an address where the source knows one;
-- count is how many a row stands for.
create table reference.offchain_event (
    system varchar not null,
    event_key varchar not null,
    time timestamp not null,
    class varchar not null check (class in ('page_view', 'login', 'navigation', 'post')),
    party blob,
    asset_key varchar,
    count hugeint not null,
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

-- Figures of other platforms about an asset, such as stars and downloads; cumulative at the end of the day.
create table reference.adoption (
    system varchar not null,
    asset_key varchar not null,
    platform varchar not null,
    measure varchar not null,
    day date not null,
    value hugeint not null,
    confidence varchar not null,
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

-- Revenue that somebody reports and no chain shows. A series of its own: it is never added to what a chain shows.
create table reference.offchain_revenue (
    system varchar not null,
    from_day date not null,
    to_day date not null,
    currency varchar not null,
    amount decimal(38, 18) not null,
    confidence varchar not null,
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

-- Imported rows as they were known at a time of ours (UTC).
create macro reference.sector_capitalisation_at(known) as table
select * from reference.sector_capitalisation
where recorded_at <= known and (superseded_at is null or superseded_at > known);

create macro reference.price_at(known) as table
select * from reference.price
where recorded_at <= known and (superseded_at is null or superseded_at > known);

create macro reference.offchain_event_at(known) as table
select * from reference.offchain_event
where recorded_at <= known and (superseded_at is null or superseded_at > known);

create macro reference.adoption_at(known) as table
select * from reference.adoption
where recorded_at <= known and (superseded_at is null or superseded_at > known);

create macro reference.offchain_revenue_at(known) as table
select * from reference.offchain_revenue
where recorded_at <= known and (superseded_at is null or superseded_at > known);

-- Public statements, each with who says it, what that person gains, and what would show it. stated is the verdict of the
-- file's author, where no metric can decide.
create view reference.claim as
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
    and superseded_at is null
group by system, item;
