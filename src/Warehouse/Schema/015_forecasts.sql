-- What was said before it could be known, and what came of it? Published forecasts never change: hash is the SHA-256 of all that
-- one says, and its file is the record. A warehouse that is built anew loads them again; scores follow from both.

-- Any daily series that a source gives, such as a token's capitalisation in US dollars.
create table reference.series (
    system varchar not null,
    series varchar not null,
    day date not null,
    value decimal(38, 18) not null,
    confidence varchar not null,
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

create macro reference.series_at(known) as table
select * from reference.series
where recorded_at <= known and (superseded_at is null or superseded_at > known);

create schema forecast;

-- assumptions has one a line; document is the file's text. created_at is what the file says, UTC.
create table forecast.published (
    hash varchar not null,
    name varchar not null,
    title varchar not null,
    created_at timestamp not null,
    engine_version varchar not null,
    scenario_hash varchar not null,
    seed uinteger not null,
    runs integer not null,
    data_hash varchar not null,
    data_until date not null,
    is_self_test boolean not null,
    assumptions varchar not null,
    document varchar not null
);

-- Simulated futures of one number: quantiles, and all of them as a JSON list, rising. series is SYSTEM/SERIES as imported.
create table forecast.band (
    hash varchar not null,
    series varchar not null,
    metric varchar not null,
    unit varchar not null,
    origin date not null,
    day date not null,
    p05 double not null,
    p25 double not null,
    p50 double not null,
    p75 double not null,
    p95 double not null,
    futures varchar not null
);

-- What came, and how the band did: CRPS in the unit of the series, also of two baselines where there is a history; place is where
-- the observation fell among the futures, as shares from and to. Made anew whenever something is scored.
create table forecast.score (
    hash varchar not null,
    series varchar not null,
    day date not null,
    observed double not null,
    source varchar not null,
    crps double not null,
    last_value_crps double,
    drift_crps double,
    place_low double not null,
    place_high double not null,
    is_covered boolean not null,
    scored_at timestamp not null
);
