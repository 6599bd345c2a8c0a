-- key: inflation
-- title: Net inflation and burn cover
-- unit: base units of the market token over 30 days; parts per million a year
-- formula: over the 30 days that end with each month: net = emitted - burned - sunk, all as emissions has them; inflation = net / circulating before x 365/30; burn rate = (burned + sunk) / circulating before x 365/30; burn cover = (burned + sunk) / emitted. Circulating before = Souk's circulating supply 30 days before, as supply_reconciliation has it, of all chains
-- definer: Souk (Tokenomist's projections leave burns out)
-- caveats: 0 and null where nothing circulates or nothing is emitted; the initial mint is no emission
with locking as (
    select chain_id, holder_id
    from (select chain_id, holder_id, min(class) as class from market.holder where system = $market group by all)
    where class in ('vesting', 'staking', 'escrow', 'treasury', 'sink')
    union
    select t.chain_id, a.address_id
    from party.label l
    join chain.address a using (address)
    cross join (select distinct chain_id from market.token where system = $market and is_market_token) t
    where l.class in ('treasury', 'foundation')
        and (t.chain_id, a.address_id) not in (select (chain_id, holder_id) from market.holder where system = $market)
    except
    select h.chain_id, a.address_id
    from chain.address a
    cross join (select distinct chain_id from market.token where system = $market) h
    where a.address = chain.dead_address()
),
moved as (
    select
        t.time::date as day,
        sum(
            if(t.sender_id = 0, t.amount, 0::hugeint)
            - if(t.recipient_id = 0 or a.address = chain.dead_address(), t.amount, 0::hugeint)
            + if(s.holder_id is not null, t.amount, 0::hugeint)
            - if(r.holder_id is not null, t.amount, 0::hugeint)
        ) as circulating_change
    from market.transfer t
    join market.token using (chain_id, token_id, system)
    join chain.address a on a.address_id = t.recipient_id
    left join locking s on s.chain_id = t.chain_id and s.holder_id = t.sender_id
    left join locking r on r.chain_id = t.chain_id and r.holder_id = t.recipient_id
    where t.system = $market and is_market_token and t.time <= $as_of
    group by all
),
start as (
    select min(day) as day from moved
),
daily as (
    select m.day, e.emitted, e.burned + e.sunk as gone, m.circulating_change
    from moved m
    join {{emissions}} e using (day)
),
last as (
    select max(b.time)::date as day
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
-- By the first of each month: a step of a month from the 31st reaches no 31st again.
windows as (
    select last_day(month.start::date) as day
    from (
        select unnest(generate_series(
            date_trunc('month', start.day) + interval 1 month, last.day::timestamp, interval 1 month
        )) as start
        from start
        cross join last
    ) month
    cross join last
    where last_day(month.start::date) <= last.day
),
sums as (
    select
        w.day,
        coalesce(sum(d.emitted) filter (d.day > w.day - 30), 0::hugeint) as emitted,
        coalesce(sum(d.gone) filter (d.day > w.day - 30), 0::hugeint) as burned,
        coalesce(sum(d.circulating_change) filter (d.day <= w.day - 30), 0::hugeint) as circulating_before
    from windows w
    join daily d on d.day <= w.day
    group by w.day
)
select
    day,
    emitted,
    burned,
    emitted - burned as net,
    circulating_before,
    -- 1000000 x 365 / 30 = 36500000 / 3
    if(
        circulating_before > 0,
        sign(emitted - burned)::hugeint * (market.part(abs(emitted - burned), 36500000::hugeint, circulating_before) // 3),
        null
    )::bigint as inflation_ppm_a_year,
    if(circulating_before > 0, market.part(burned, 36500000::hugeint, circulating_before) // 3, null)::bigint as burn_rate_ppm_a_year,
    if(emitted > 0, market.part(burned, 1000000::hugeint, emitted), null)::bigint as burn_cover_ppm
from sums
order by day;
