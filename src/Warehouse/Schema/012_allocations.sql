-- Who was promised which part of the supply? Allocations as a project publishes them, before any contract shows them.

-- One row per bucket and publication, from a registry or an import; kept through reorgs. watched is the address that the
-- project names as holding the bucket, null where it names none. recorded_at is our time (UTC).
create table party.allocation (
    system varchar not null,
    bucket varchar not null,
    tokens hugeint not null,
    watched blob,
    confidence_ppm integer not null check (confidence_ppm between 1 and 1000000),
    source varchar not null,
    recorded_at timestamp not null
);
