-- key: yield_trend
-- title: Yield of staking, month by month
-- unit: base units of the market token; parts per million a year
-- formula: real_yield as of the end of each month that has a block, and as of the last block: each row looks back 365 days from the last block of its month
-- definer: Souk, as real_yield
-- caveats: as real_yield; who is a staking contract and who circulates is told by today's labels and contracts, for all months; a row of a market's first year has less than 365 days behind it, and rates are not scaled up; the last month is not over
with token as (
    select chain_id, token_id, symbol, decimals
    from market.token
    where system = $market and is_market_token
),
moved as (
    select t.chain_id, t.token_id, t.time, t.amount, t.sender_id, t.recipient_id
    from market.transfer t
    join token k on k.chain_id = t.chain_id and k.token_id = t.token_id
    where t.system = $market and t.time <= $as_of
),
began as (
    from market.began_at($market, $as_of)
),
closing as (
    select
        chain_id,
        date_trunc('month', time)::date as month,
        max(time) - interval 365 day as since,
        date_trunc('month', time) + interval 1 month - interval 1 microsecond as until
    from chain.block
    where time <= $as_of and chain_id in (select chain_id from token)
    group by chain_id, date_trunc('month', time)
),
moment as (
    select b.chain_id, b.token_id, c.month, c.since, c.until
    from began b
    join closing c on c.chain_id = b.chain_id and c.until >= b.day
),
contract as (
    select chain_id, holder_id, min(class) as class, bool_or(class = 'staking') as is_staking
    from market.holder
    where system = $market
    group by chain_id, holder_id
),
label as (
    select a.address_id as holder_id, min(l.class) as label
    from party.label l
    join chain.address a using (address)
    group by a.address_id
),
-- Who stakes, and who does not circulate by Souk's definition (circulating_rows).
apart as (
    select
        p.chain_id,
        p.holder_id,
        coalesce(c.is_staking, false) as is_staking,
        (
            p.holder_id = 0
            or coalesce(a.address, ''::blob) = chain.dead_address()
            or coalesce(c.class, '') in ('vesting', 'staking', 'escrow', 'treasury', 'sink')
            or (coalesce(c.class, '') <> 'pool' and coalesce(l.label, '') in ('treasury', 'foundation'))
        ) as is_locked
    from (
        select chain_id, holder_id from contract
        union
        select k.chain_id, l.holder_id from label l cross join token k
        union
        select k.chain_id, a.address_id
        from chain.address a
        cross join token k
        where a.address = chain.dead_address()
        union
        select chain_id, 0 from token
    ) p
    left join chain.address a on a.address_id = p.holder_id
    left join contract c on c.chain_id = p.chain_id and c.holder_id = p.holder_id
    left join label l on l.holder_id = p.holder_id
),
change as (
    select
        m.chain_id, m.token_id, date_trunc('month', m.time)::date as month,
        sum(if(coalesce(r.is_staking, false), m.amount, 0::hugeint) - if(coalesce(s.is_staking, false), m.amount, 0::hugeint)) as staked,
        sum(if(coalesce(r.is_locked, false), 0::hugeint, m.amount) - if(coalesce(s.is_locked, false), 0::hugeint, m.amount)) as circulating
    from moved m
    left join apart s on s.chain_id = m.chain_id and s.holder_id = m.sender_id
    left join apart r on r.chain_id = m.chain_id and r.holder_id = m.recipient_id
    group by all
),
stock as (
    select o.chain_id, o.token_id, o.month, sum(c.staked) as staked, sum(c.circulating) as circulating
    from moment o
    join change c on c.chain_id = o.chain_id and c.token_id = o.token_id and c.month <= o.month
    group by all
),
flow as (
    select chain_id, token_id, time, sum(holders) as holders, sum(rewards) as rewards, sum(net_mint) as net_mint
    from (
        select
            p.chain_id, p.token_id, p.time,
            if(p.role = 'reward', 0::hugeint, p.amount) as holders,
            if(p.role = 'reward', p.amount, 0::hugeint) as rewards,
            0::hugeint as net_mint
        from market.payment p
        join token k on k.chain_id = p.chain_id and k.token_id = p.token_id
        left join apart s on s.chain_id = p.chain_id and s.holder_id = p.payer_id
        where p.system = $market
            and p.time <= $as_of
            and (p.role in ('burn', 'fee_share') or (p.role = 'reward' and s.is_staking))
        union all
        select chain_id, token_id, time, 0::hugeint, 0::hugeint, emitted - burned
        from market.supply_move_at($market, $as_of)
        anti join {{bridged_supply}} using (chain_id, block_number, log_index)
    )
    group by all
),
-- Ends of windows, each with what flowed up to it and, but in "so_far", after the end before it.
edge as (
    select chain_id, token_id, until as at from moment
    union
    select chain_id, token_id, since from moment
),
between_edges as (
    select e.chain_id, e.token_id, e.at, sum(f.holders) as holders, sum(f.rewards) as rewards, sum(f.net_mint) as net_mint
    from flow f
    asof join edge e on e.chain_id = f.chain_id and e.token_id = f.token_id and f.time <= e.at
    group by all
),
so_far as (
    select
        e.chain_id, e.token_id, e.at,
        coalesce(sum(b.holders) over up_to, 0::hugeint) as holders,
        coalesce(sum(b.rewards) over up_to, 0::hugeint) as rewards,
        coalesce(sum(b.net_mint) over up_to, 0::hugeint) as net_mint
    from edge e
    left join between_edges b on b.chain_id = e.chain_id and b.token_id = e.token_id and b.at = e.at
    window up_to as (partition by e.chain_id, e.token_id order by e.at)
),
year as (
    select
        s.chain_id, s.token_id, s.month, s.staked, s.circulating,
        u.holders - a.holders as holders,
        u.rewards - a.rewards as rewards,
        u.net_mint - a.net_mint as net_mint
    from stock s
    join moment o on o.chain_id = s.chain_id and o.token_id = s.token_id and o.month = s.month
    join so_far u on u.chain_id = o.chain_id and u.token_id = o.token_id and u.at = o.until
    join so_far a on a.chain_id = o.chain_id and a.token_id = o.token_id and a.at = o.since
)
select
    y.month,
    y.chain_id,
    k.symbol,
    k.decimals,
    y.staked,
    y.holders,
    y.rewards,
    y.net_mint,
    market.part(y.holders, 1000000::hugeint, nullif(y.staked, 0::hugeint)) as from_fees_ppm,
    market.part(y.rewards, 1000000::hugeint, nullif(y.staked, 0::hugeint)) as apr_ppm,
    (
        market.part(y.rewards, 1000000::hugeint, nullif(y.staked, 0::hugeint))
        - sign(y.net_mint) * market.part(abs(y.net_mint), 1000000::hugeint, nullif(y.circulating, 0::hugeint))
    ) as apr_less_inflation_ppm
from year y
join token k on k.chain_id = y.chain_id and k.token_id = y.token_id
order by y.month, y.chain_id, k.symbol;
