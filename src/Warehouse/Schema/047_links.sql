-- Macros that many metrics begin with, saying what they said and reading less. As they were in migrations 041 and 042 otherwise.

-- Only months in which a contract paid a price are read whole: rollup.spending names every payer, whatever it counts as today.
create or replace macro market.held_sale_at(market, until) as table
with contract as materialized (
    select chain_id, holder_id from market.holder where system = market and class in ('escrow', 'staking')
),
first as materialized (
    select least(
        rollup.since(market, until),
        (select min(month) from rollup.spending where system = market and party_id in (select holder_id from contract))
    ) as month
),
leg as (
    from market.payment
    where system = market
        and role = 'price'
        and time <= until
        and time >= (select month from first)
        and (chain_id, payer_id) in (select (chain_id, holder_id) from contract)
),
job as (
    select chain_id, block_number, log_index, asset_key, requester_id
    from market.job
    where system = market
        and action = 'completed'
        and requester_id is not null
),
access as (
    select chain_id, block_number, log_index, asset_key, min(party_id) as party_id
    from market.entitlement
    where system = market
        and (chain_id, block_number, log_index) in (select (chain_id, block_number, log_index) from leg)
    group by all
)
select l.*, coalesce(j.requester_id, a.party_id, l.payer_id) as buyer_id
from leg l
asof left join job j
    on j.chain_id = l.chain_id
    and j.block_number = l.block_number
    and j.asset_key = l.asset_key
    and l.log_index >= j.log_index
left join access a
    on a.chain_id = l.chain_id
    and a.block_number = l.block_number
    and a.log_index = l.log_index
    and a.asset_key = l.asset_key;

-- Of months that are not over only parties are read that the chain's rollup does not name; and only among several receipts, one of
-- each chain, the first is looked for.
create or replace macro party.first_funding(until) as table
with since as materialized (
    select least(
        date_trunc('month', until::timestamp)::date,
        coalesce(
            (
                select min(coalesce(r.month, date '0001-01-01'))
                from (select distinct chain_id from rollup.market) c
                left join rollup.rolled r using (chain_id)
            ),
            date '0001-01-01'
        )
    ) as month
),
rolled as (
    select party_id, time, chain_id, block_number, log_index, sender_id
    from rollup.first_receipt
    where time <= until
),
receipt as materialized (
    from rolled
    union all
    select t.recipient_id, t.time, t.chain_id, t.block_number, t.log_index, t.sender_id
    from market.transfer t
    anti join rolled f on f.chain_id = t.chain_id and f.party_id = t.recipient_id
    where t.time <= until
        and t.time >= (select month from since)
        and t.recipient_id <> 0
),
several as materialized (
    select party_id
    from receipt
    group by party_id
    having count(*) > 1
),
first as (
    from receipt
    anti join several using (party_id)
    union all
    select unnest(arg_min(r, (r.time, r.chain_id, r.block_number, r.log_index)))
    from receipt r
    semi join several using (party_id)
    group by r.party_id
)
select f.party_id, f.sender_id as funder_id, f.chain_id, f.block_number, f.log_index
from first f
anti join market.payment p
    on p.chain_id = f.chain_id
    and p.block_number = f.block_number
    and p.leg_log_index = f.log_index;
