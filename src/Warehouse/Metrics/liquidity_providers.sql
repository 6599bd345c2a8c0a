-- key: liquidity_providers
-- title: Who provides the liquidity
-- unit: pool shares (base units of the pool's own token), in a pool of ticks units of its liquidity; parts per million; 0 to 10000 (hhi); number of parties (nakamoto)
-- formula: over parties with shares in a pool, in a pool of ticks with liquidity in positions whose range (lower tick <= tick < upper tick) holds the pool's last tick, which weighs a position by what it gives to the next swap: hhi = 10000 x the sum of squared parts; nakamoto = fewest that together have more than half; top = the largest part, top_party who has it; idle = liquidity in positions whose range the price is not in, which the other numbers leave out; burned = shares that the zero address or a dead address holds, which nobody can take out
-- definer: U.S. DOJ and FTC (HHI); Srinivasan and Lee (Nakamoto); Souk for their use on pools
-- caveats: shares in a locker or farm count as one party's; hhi sums parts floored to parts per million; only pools whose shares or positions are indexed, and of ticks only those with liquidity in range; a position belongs to whom the pool's log names: of positions made through a position manager, which holds them all as tokens of its own, that is the manager, so that its users count as one and the numbers are upper bounds
with stood as (
    select chain_id, pool_id, arg_max(tick, (block_number, log_index)) as tick
    from market.tick_swap
    where system = $market and time <= $as_of
    group by all
),
position as (
    select l.chain_id, l.pool_id, l.owner_id, l.liquidity, s.tick >= l.tick_lower and s.tick < l.tick_upper as is_in_range
    from market.tick_liquidity l
    join stood s using (chain_id, pool_id)
    where l.system = $market and l.time <= $as_of
),
idle as (
    select chain_id, pool_id, sum(liquidity) as liquidity
    from position
    where not is_in_range
    group by all
),
moves as (
    select chain_id, pool_id, recipient_id as address_id, amount as change
    from market.pool_share
    -- What the pool itself sends to the zero address was taken out; only what others sent there is burned.
    where system = $market and time <= $as_of and not (recipient_id = 0 and sender_id = pool_id)
    union all
    select chain_id, pool_id, sender_id, -amount
    from market.pool_share
    where system = $market and time <= $as_of and sender_id <> 0
    union all
    select chain_id, pool_id, owner_id, liquidity
    from position
    where is_in_range
),
held as (
    select
        m.chain_id,
        m.pool_id,
        m.address_id = 0 or a.address = chain.dead_address() as is_burned,
        coalesce(e.actor_id, m.address_id) as party_id,
        sum(m.change) as shares
    from moves m
    join chain.address a using (address_id)
    left join party.actor($as_of, $by_entity) e on e.address_id = m.address_id
    where m.address_id <> m.pool_id
    group by all
    having sum(m.change) > 0
),
ranked as (
    select
        *,
        sum(shares) over (partition by chain_id, pool_id order by shares desc, party_id rows unbounded preceding) as so_far,
        row_number() over (partition by chain_id, pool_id order by shares desc, party_id) as rank,
        sum(shares) over (partition by chain_id, pool_id) as total
    from held
    where not is_burned
),
measured as (
    select
        chain_id,
        pool_id,
        count(*) as providers,
        max(total) as shares,
        max(party_id) filter (rank = 1) as top_id,
        max(market.part(shares, 1000000::hugeint, total))::bigint as top_share_ppm,
        (sum(market.part(shares, 1000000::hugeint, total) * market.part(shares, 1000000::hugeint, total)) // 100000000)::bigint as hhi,
        min(rank) filter (so_far > total - so_far) as nakamoto
    from ranked
    group by all
)
select
    m.chain_id,
    '0x' || lower(hex(p.address)) as pool,
    m.providers,
    m.shares,
    coalesce((
        select sum(h.shares) from held h where h.chain_id = m.chain_id and h.pool_id = m.pool_id and h.is_burned
    ), 0::hugeint) as burned,
    m.top_share_ppm,
    m.hhi,
    m.nakamoto,
    '0x' || lower(hex(t.address)) as top_party,
    coalesce(i.liquidity, 0::hugeint) as idle
from measured m
join chain.address p on p.address_id = m.pool_id
join chain.address t on t.address_id = m.top_id
left join idle i on i.chain_id = m.chain_id and i.pool_id = m.pool_id
order by m.chain_id, pool;
