-- Who stands behind the addresses? Evidence that several belong to one entity, and what people declare about them.
-- Evidence never decides: each link has a rule and a confidence in parts per million, and a metric by entity says which
-- confidence it asked for. Metrics by address ignore all of this.
create schema party;

-- Who controls an address, as a log shows: the 'deployer' of a contract, or the 'signer' that an account lets sign its
-- payments.
create table market.control (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    time timestamp not null,
    system varchar not null,
    controlled_id integer not null,
    controller_id integer not null,
    rule varchar not null check (rule in ('deployer', 'signer'))
);

-- What people declare: imported, one row per address, kept through reorgs. recorded_at is our time (UTC).
create table party.label (
    address blob not null,
    entity varchar not null,
    class varchar not null check (
        class in ('team', 'treasury', 'foundation', 'investor', 'exchange', 'contributor', 'buyer', 'operator', 'other')
    ),
    confidence_ppm integer not null check (confidence_ppm between 1 and 1000000),
    source varchar not null,
    recorded_at timestamp not null
);

-- Confidence of each rule, parts per million, and from how many addresses on one is a service and no evidence. Ours; read
-- docs/METRICS.md (links) for what each means.
create table party.rule (
    rule varchar not null,
    confidence_ppm integer not null,
    fan_out_max integer
);

insert into party.rule values
    ('deployer', 900000, null),
    ('signer', 900000, 10),
    ('funding', 600000, 10);

-- Each address's first receipt of any market's token, if nothing says that it was a payment: who gave it.
create macro party.first_funding(until) as table
with receipts as (
    select
        recipient_id as party_id,
        arg_min((chain_id, block_number, log_index, sender_id), (time, chain_id, block_number, log_index)) as first
    from market.transfer
    where time <= until
        and recipient_id <> 0
    group by recipient_id
)
select
    r.party_id,
    r.first[4] as funder_id,
    r.first[1] as chain_id,
    r.first[2] as block_number,
    r.first[3] as log_index
from receipts r
anti join market.payment p
    on p.chain_id = r.first[1]
    and p.block_number = r.first[2]
    and p.leg_log_index = r.first[3];

-- Links between two addresses by chain time: rule, confidence, and the log that shows it (null for a declared one).
create macro party.link_at(until) as table
with service as (
    select address_id from chain.contract
    union
    select holder_id from market.holder
    union
    select a.address_id from party.label l join chain.address a using (address) where l.class = 'exchange'
),
found as (
    select
        controlled_id as party_id, controller_id as other_id, rule,
        min((chain_id, block_number, log_index)) as place
    from market.control
    where time <= until
    group by all
    union all
    select party_id, funder_id, 'funding', (chain_id, block_number, log_index)
    from party.first_funding(until)
    where funder_id not in (select address_id from service)
        and party_id not in (select address_id from service)
),
counted as (
    select f.*, count(*) over (partition by rule, other_id) as fan_out
    from found f
    where party_id <> 0
        and other_id <> 0
        and party_id <> other_id
),
declared as (
    select
        a.address_id as party_id,
        first_value(a.address_id) over entity as other_id,
        least(l.confidence_ppm, first_value(l.confidence_ppm) over entity) as confidence_ppm
    from party.label l
    join chain.address a using (address)
    where until is not null
    window entity as (partition by l.entity order by l.address)
)
select
    c.party_id, c.other_id, c.rule, r.confidence_ppm, c.place[1] as chain_id, c.place[2] as block_number,
    c.place[3] as log_index
from counted c
join party.rule r using (rule)
where c.fan_out <= coalesce(r.fan_out_max, c.fan_out)
union all
select party_id, other_id, 'declared', confidence_ppm, null, null, null
from declared
where party_id <> other_id;

-- Addresses that belong to an entity of several, by links of at least this confidence: actor_id is the entity's first
-- address id. An address that is not here is alone.
create macro party.entity_at(until, confidence_ppm_min := 500000) as table
with recursive edge as materialized (
    select distinct l.party_id as near_id, l.other_id as far_id
    from party.link_at(until) l
    where l.confidence_ppm >= confidence_ppm_min
),
step as materialized (
    select near_id, far_id from edge
    union
    select far_id, near_id from edge
),
reached (address_id, actor_id) using key (address_id) as (
    select distinct near_id, near_id from step
    union
    select s.far_id, min(r.actor_id)
    from reached r
    join step s on s.near_id = r.address_id
    join recurring.reached known on known.address_id = s.far_id
    where r.actor_id < known.actor_id
    group by s.far_id
)
select address_id, actor_id, count(*) over (partition by actor_id) as addresses
from reached;

-- What stands for an address in a metric: nothing by address, its entity's first address by entity.
create macro party.actor(until, by_entity) as table
select address_id, actor_id
from party.entity_at(if(by_entity, until, null));
