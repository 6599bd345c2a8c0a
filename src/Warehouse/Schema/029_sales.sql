-- Who bought? What an escrow pays out was somebody's purchase.

-- Legs of role 'price' with who bought: the payer, unless an escrow pays. Then it is who requested the job that was completed
-- last, up to the leg, for the leg's asset in its block; else who was granted access by the leg's own log; else the escrow itself,
-- since nobody says.
create macro market.sale_at(market, until) as table
with leg as (
    select p.*, (p.chain_id, p.payer_id) in (
            select (chain_id, holder_id) from market.holder where system = market and class = 'escrow'
        ) as is_held
    from market.payment p
    where p.system = market
        and p.role = 'price'
        and p.time <= until
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
    group by all
)
select * exclude (is_held), payer_id as buyer_id
from leg
where not is_held
union all
select l.* exclude (is_held), coalesce(j.requester_id, a.party_id, l.payer_id)
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
    and a.asset_key = l.asset_key
where l.is_held;
