-- What were the stored logs decoded and mapped with? A system whose manifest has changed since is decoded anew from
-- chain.log before anything is added to it.
create table chain.manifest (
    system varchar not null,
    -- SHA-256 over kinds, events, values and factories, in hexadecimal.
    decoding varchar not null,
    -- SHA-256 over the mapping's statements, in hexadecimal.
    mapping varchar not null
);

-- Tables of schema event that belong to a system.
create table chain.event_table (
    system varchar not null,
    name varchar not null,
    -- The event's signature and blocks, or the calls that values are results of.
    definition varchar not null
);

-- Which events are stored at all of kinds that keep only some; other kinds keep every log.
create table chain.event_filter (
    system varchar not null,
    kind varchar not null,
    topic0 blob not null
);
