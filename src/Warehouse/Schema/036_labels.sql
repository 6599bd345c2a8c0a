-- What was declared of an address, and until when was that what we knew? A label that a later file replaces keeps its row: nothing
-- that was once known is overwritten.

-- One row per address and label that a file gave it; kept through reorgs. recorded_at and superseded_at are our time (UTC);
-- superseded_at is null for what we know now.
create table party.declared_label (
    address blob not null,
    entity varchar not null,
    class varchar not null check (
        class in ('team', 'treasury', 'foundation', 'investor', 'exchange', 'contributor', 'buyer', 'operator', 'other')
    ),
    confidence_ppm integer not null check (confidence_ppm between 1 and 1000000),
    source varchar not null,
    recorded_at timestamp not null,
    superseded_at timestamp
);

insert into party.declared_label select *, null from party.label;

drop table party.label;

-- The labels that are known now, or were at the time of ours that a connection asks for (reference.known_at): one per address.
create view party.label as
select address, entity, class, confidence_ppm, source, recorded_at
from party.declared_label
where reference.is_known(recorded_at, superseded_at);
