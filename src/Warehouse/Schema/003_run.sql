-- What did simulations say? One row per forecast; its scenario hash, seed, runs and engine version identify it.
create schema run;

create table run.forecast (
    scenario_hash varchar not null,
    seed uinteger not null,
    runs integer not null,
    engine_version varchar not null,
    scenario varchar not null,
    market varchar not null,
    label varchar,
    digest varchar not null,
    first_day date not null,
    as_of_block bigint not null
);

-- Quantiles over the runs of a forecast, in the unit of the simulation's metric.
create table run.quantile (
    scenario_hash varchar not null,
    seed uinteger not null,
    runs integer not null,
    engine_version varchar not null,
    metric varchar not null,
    unit varchar not null,
    day date not null,
    p05 double not null,
    p25 double not null,
    p50 double not null,
    p75 double not null,
    p95 double not null
);
