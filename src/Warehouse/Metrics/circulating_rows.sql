-- key: circulating_rows
-- title: Which holders circulate, by whose definition
-- unit: base units of the market token, one row per holder with a balance at the last block
-- formula: what each definition counts of a balance. total: all. unlocked: all, but of a vesting contract only what is vested and not claimed. claimed: all but vesting contracts. token_terminal: all but vesting contracts, treasury contracts and addresses declared team, treasury, foundation or investor. souk: all but vesting, staking, escrow and treasury contracts, addresses declared treasury or foundation, and dead addresses
-- definer: total = ERC-20 totalSupply(); unlocked = Tokenomist; claimed = TokenUnlocks (FAQ: unlocked is not circulating until claimed); token_terminal = Token Terminal (total - team - treasury - early investors - foundation); souk = Souk (supply_reconciliation)
-- caveats: our reading of each definer for a chain's own contracts; insiders count under Token Terminal's definition until a label or a vesting contract names them; the columns of circulating are the sums of these
with now as (
    select max(epoch(b.time))::hugeint as seconds
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
held as (
    select h.chain_id, h.token_id, h.party_id as holder_id, sum(h.change) as balance
    from rollup.holding_of($market, $as_of) h
    join market.token k using (chain_id, token_id)
    where k.system = $market
        and k.is_market_token
        and h.party_id <> 0
    group by all
    having sum(h.change) <> 0
),
-- What schedules have not set free yet. Of a wallet that two rows name once, of a contract that holds streams all of them.
scheduled as (
    select chain_id, token_id, wallet_id, sum(amount) as amount
    from (
        select distinct
            v.chain_id, v.token_id, v.wallet_id, v.stream_key,
            -- Of a stream that waits for a price (vesting) what was taken is free.
            v.total - greatest(
                market.vested(
                    v.stream_key, v.parts, v.deposited, v.total, v.start_seconds, v.cliff_seconds, v.duration_seconds, v.cancelled_seconds, n.seconds
                ),
                if(v.stream_key <> '' and v.duration_seconds = 0, v.released, 0::hugeint)
            ) as amount
        from market.schedule_at($market, $as_of) v
        cross join now n
    )
    group by all
),
locked as (
    from market.few('scheduled')
),
classified as (
    select chain_id, holder_id, min(class) as class
    from market.holder
    where system = $market
    group by all
),
contract as (
    from market.few('classified')
),
label as (
    select a.address_id as holder_id, min(l.class) as label
    from party.label l
    join chain.address a using (address)
    group by all
),
classed as (
    select
        h.*,
        if(a.address = chain.dead_address(), 'sink', coalesce(c.class, '')) as class,
        coalesce(l.label, '') as label,
        least(coalesce(k.amount, 0::hugeint), h.balance) as locked,
        a.address
    from held h
    join chain.address a on a.address_id = h.holder_id
    left join contract c using (chain_id, holder_id)
    left join label l using (holder_id)
    left join locked k on k.chain_id = h.chain_id and k.token_id = h.token_id and k.wallet_id = h.holder_id
)
select
    c.chain_id,
    t.symbol,
    t.decimals,
    '0x' || lower(hex(c.address)) as holder,
    c.class,
    c.label,
    c.balance as total,
    c.balance - c.locked as unlocked,
    if(c.class = 'vesting', 0::hugeint, c.balance) as claimed,
    if(c.class in ('vesting', 'treasury') or c.label in ('team', 'treasury', 'foundation', 'investor'), 0::hugeint, c.balance) as token_terminal,
    if(
        c.class in ('vesting', 'staking', 'escrow', 'treasury', 'sink') or (c.class <> 'pool' and c.label in ('treasury', 'foundation')),
        0::hugeint,
        c.balance
    ) as souk
from classed c
join market.token t on t.chain_id = c.chain_id and t.token_id = c.token_id and t.system = $market
order by c.chain_id, t.symbol, total desc, holder;
