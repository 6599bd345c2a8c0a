-- key: holdings
-- title: Where the supply is
-- unit: base units of the market token
-- formula: sum of balances by class of holder: vesting wallets, staking, liquidity pools, escrow, dead addresses; the rest is held by parties
-- definer: Souk
-- caveats: held by parties is not circulating supply: treasuries and insiders are parties too
with changes as (
    select chain_id, time::date as day, recipient_id as holder_id, amount as change
    from market.transfer
    join market.token using (chain_id, token_id, system)
    where system = $market and is_market_token and time <= $as_of and recipient_id <> 0
    union all
    select chain_id, time::date, sender_id, -amount
    from market.transfer
    join market.token using (chain_id, token_id, system)
    where system = $market and is_market_token and time <= $as_of and sender_id <> 0
),
-- One class per address, however many contracts name it.
contract as (
    select chain_id, holder_id, min(class) as class
    from market.holder
    where system = $market
    group by all
),
classed as (
    select
        c.day,
        case
            when h.class is not null then h.class
            when a.address = chain.dead_address() then 'sink'
            else 'parties'
        end as class,
        sum(c.change) as change
    from changes c
    join chain.address a on a.address_id = c.holder_id
    left join contract h on h.chain_id = c.chain_id and h.holder_id = c.holder_id
    group by all
),
days as (
    select unnest(generate_series(
        (select min(day) from classed),
        (select max(b.time)::date from chain.block b where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market)),
        interval 1 day
    ))::date as day
),
grid as (
    select day, class
    from days
    cross join (select distinct class from classed)
)
select
    day,
    class,
    sum(coalesce(change, 0::hugeint)) over (partition by class order by day) as amount
from grid
left join classed using (day, class)
order by day, class;
