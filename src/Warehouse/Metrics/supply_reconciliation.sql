-- key: supply_reconciliation
-- title: Does the supply close?
-- unit: base units of the market token named in symbol, per chain and day
-- formula: supply = minted - burned so far; balances = sum of every address's balance, each its receipts less what it sent; circulating = balances less locked, escrowed, staked and treasury. Locked = vesting contracts and dead addresses (of it sunk = dead addresses); escrowed = escrow contracts; staked = staking contracts; treasury = treasury contracts and addresses declared treasury or foundation. difference = supply - (circulating + locked + escrowed + staked + treasury), 0 or the warehouse is wrong; overdrawn = addresses that sent more than they had, 0 or transfers are missing
-- definer: Souk (supply as ERC-20 totalSupply(); Token Terminal's circulating supply leaves out the team and early investors too, which need labels)
-- caveats: pools circulate: whoever wants can buy what they hold; a contract's class and a declared label hold for all days, also for those before they were known
with chain as (
    select distinct chain_id from market.token where system = $market and is_market_token
),
-- One class per address, however many contracts and labels name it.
class as (
    select chain_id, holder_id, arg_min(class, rank) as class
    from (
        select
            chain_id, holder_id,
            case class
                when 'vesting' then 'locked' when 'staking' then 'staked' when 'escrow' then 'escrowed'
                when 'treasury' then 'treasury' when 'sink' then 'sunk' else 'circulating'
            end as class,
            1 as rank
        from (select chain_id, holder_id, min(class) as class from market.holder where system = $market group by all)
        union all
        select c.chain_id, a.address_id, 'sunk', 0
        from chain.address a
        cross join chain c
        where a.address = chain.dead_address()
        union all
        select c.chain_id, a.address_id, 'treasury', 2
        from party.label l
        join chain.address a using (address)
        cross join chain c
        where l.class in ('treasury', 'foundation')
        union all
        select chain_id, 0, 'nobody', -1 from chain
    )
    group by all
),
-- What went from one class to another a day; what nobody sends is minted, and what nobody gets is burned.
flow as materialized (
    select
        t.chain_id, t.token_id, t.time::date as day, coalesce(s.class, 'circulating') as sender,
        coalesce(r.class, 'circulating') as recipient, sum(t.amount) as amount
    from market.transfer t
    join market.token k using (chain_id, token_id, system)
    left join class s on s.chain_id = t.chain_id and s.holder_id = t.sender_id
    left join class r on r.chain_id = t.chain_id and r.holder_id = t.recipient_id
    where t.system = $market
        and k.is_market_token
        and t.time <= $as_of
    group by all
),
classed as (
    select
        chain_id, token_id, day,
        coalesce(sum(change) filter (class = 'nobody' and change < 0), 0::hugeint) * -1 as minted,
        coalesce(sum(change) filter (class = 'nobody' and change > 0), 0::hugeint) as burned,
        coalesce(sum(change) filter (class <> 'nobody'), 0::hugeint) as change,
        coalesce(sum(change) filter (class = 'circulating'), 0::hugeint) as circulating,
        coalesce(sum(change) filter (class in ('locked', 'sunk')), 0::hugeint) as locked,
        coalesce(sum(change) filter (class = 'sunk'), 0::hugeint) as sunk,
        coalesce(sum(change) filter (class = 'escrowed'), 0::hugeint) as escrowed,
        coalesce(sum(change) filter (class = 'staked'), 0::hugeint) as staked,
        coalesce(sum(change) filter (class = 'treasury'), 0::hugeint) as treasury
    from (
        select chain_id, token_id, day, recipient as class, amount as change from flow
        union all
        select chain_id, token_id, day, sender, -amount from flow
    )
    group by all
),
overdrawn as (
    select chain_id, token_id, day, sum(change) as change
    from rollup.overdrawn_of($market, $as_of)
    group by all
),
days as (
    select
        f.chain_id, f.token_id,
        unnest(generate_series(
            f.first_day,
            (select max(b.time)::date from chain.block b where b.time <= $as_of and b.chain_id = f.chain_id),
            interval 1 day
        ))::date as day
    from (select chain_id, token_id, min(day) as first_day from flow group by all) f
),
sums as (
    select
        d.chain_id, d.token_id, d.day,
        sum(coalesce(c.minted, 0::hugeint)) over so_far as minted,
        sum(coalesce(c.burned, 0::hugeint)) over so_far as burned,
        sum(coalesce(c.change, 0::hugeint)) over so_far as balances,
        sum(coalesce(c.circulating, 0::hugeint)) over so_far as circulating,
        sum(coalesce(c.locked, 0::hugeint)) over so_far as locked,
        sum(coalesce(c.sunk, 0::hugeint)) over so_far as sunk,
        sum(coalesce(c.escrowed, 0::hugeint)) over so_far as escrowed,
        sum(coalesce(c.staked, 0::hugeint)) over so_far as staked,
        sum(coalesce(c.treasury, 0::hugeint)) over so_far as treasury,
        (sum(coalesce(o.change, 0)) over so_far)::bigint as overdrawn
    from days d
    left join classed c using (chain_id, token_id, day)
    left join overdrawn o using (chain_id, token_id, day)
    window so_far as (partition by d.chain_id, d.token_id order by d.day)
)
select
    s.day,
    s.chain_id,
    t.symbol,
    t.decimals,
    s.minted,
    s.burned,
    s.minted - s.burned as supply,
    s.balances,
    s.circulating,
    s.locked,
    s.sunk,
    s.escrowed,
    s.staked,
    s.treasury,
    s.minted - s.burned - (s.circulating + s.locked + s.escrowed + s.staked + s.treasury) as difference,
    s.overdrawn
from sums s
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
order by s.chain_id, t.symbol, s.day;
