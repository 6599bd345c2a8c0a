-- What came to and went from everybody who ever got a release, a reward or tokens of a declared wallet in a market's token, in the
-- order of the chain? Wallets that evidence links into one entity are one party, and what they send each other stays with it.
-- One row per party and transfer: an origin for what came ('release', 'reward', 'wallet', 'staking', 'other'), a destination for what
-- went ('sold', 'staked', 'exchange', 'bridged', 'burned', 'unknown'). What a declared wallet burned or sent to an exchange has a party
-- of its own, below 0: it came and went at once.
with wallet as materialized (
    {{wallets}}
),
leg as (
    select chain_id, block_number, leg_log_index as log_index, 'release' as origin, amount
    from market.release
    where system = $market and leg_log_index is not null and time <= $as_of
    union all
    select chain_id, block_number, leg_log_index, 'reward', amount
    from market.payment
    where system = $market and role = 'reward' and leg_log_index is not null and time <= $as_of
),
-- What leaves a declared wallet for anybody but another one, and no log names otherwise: a release by the declared holder.
given as materialized (
    select
        t.chain_id, t.block_number, t.log_index, t.token_id, t.time, t.sender_id, t.amount, w.bucket,
        case
            when t.recipient_id = 0 or a.address = chain.dead_address()
                or t.recipient_id in (select holder_id from market.holder where system = $market and class = 'sink') then 'burned'
            when a.address in (select address from party.label where class = 'exchange') then 'exchange'
        end as gone
    from market.transfer t
    join market.token k using (chain_id, token_id, system)
    join wallet w on w.address_id = t.sender_id
    join chain.address a on a.address_id = t.recipient_id
    anti join leg l on l.chain_id = t.chain_id and l.block_number = t.block_number and l.log_index = t.log_index
    where t.system = $market
        and k.is_market_token
        and t.time <= $as_of
        and t.recipient_id not in (select address_id from wallet)
),
origin as (
    select chain_id, block_number, log_index, min(origin) as origin, sum(amount) as amount, null as bucket from leg group by all
    union all
    select chain_id, block_number, log_index, 'wallet', amount, bucket from given where gone is null
),
own as materialized (
    {{owners}}
),
move as materialized (
    select t.*, coalesce(s.own_id, t.sender_id) as sender_own_id, coalesce(r.own_id, t.recipient_id) as recipient_own_id
    from market.transfer t
    join market.token k using (chain_id, token_id, system)
    left join own s on s.address_id = t.sender_id
    left join own r on r.address_id = t.recipient_id
    where t.system = $market
        and k.is_market_token
        and t.time <= $as_of
),
party as (
    select distinct m.recipient_own_id as party_id
    from move m
    join origin o using (chain_id, block_number, log_index)
    where m.recipient_id <> 0
        and m.recipient_id not in (select holder_id from market.holder where system = $market)
),
class as (
    select chain_id, holder_id, min(class) as class
    from market.holder
    where system = $market
    group by all
),
label as (
    select a.address_id as party_id, min(l.class) as class
    from party.label l
    join chain.address a using (address)
    group by all
),
own_label as (
    select coalesce(o.own_id, l.party_id) as party_id, min(l.class) as class
    from label l
    left join own o on o.address_id = l.party_id
    group by all
),
sale as (
    select chain_id, pool_id, block_number, log_index from market.swap_at($as_of) where system = $market and is_sale
    union all
    select chain_id, pool_id, block_number, log_index from market.tick_swap_at($market, $as_of) where is_sale
),
change as (
    select chain_id, pool_id, block_number, log_index from market.pool_state where system = $market and time <= $as_of
    union all
    select chain_id, pool_id, block_number, log_index from market.tick_swap where system = $market and time <= $as_of
    union all
    select chain_id, pool_id, block_number, log_index from market.tick_liquidity where system = $market and time <= $as_of
),
-- A transfer to a pool is a sale if the pool's next change is one; otherwise it is liquidity, or a gift. Pools of ticks take what is
-- sold before the log that tells of it, too.
sold as (
    select m.chain_id, m.block_number, m.log_index
    from move m
    asof join (
        select *, block_number * 1000000 + log_index as place
        from change
    ) s
        on s.chain_id = m.chain_id
        and s.pool_id = m.recipient_id
        and s.place > m.block_number * 1000000 + m.log_index
    semi join sale
        on sale.chain_id = s.chain_id
        and sale.pool_id = s.pool_id
        and sale.block_number = s.block_number
        and sale.log_index = s.log_index
    where s.block_number = m.block_number
),
bucket as (
    select coalesce(o.own_id, v.beneficiary_id) as party_id, min(v.bucket) as bucket
    from market.schedule v
    left join own o on o.address_id = v.beneficiary_id
    where v.system = $market
    group by all
),
-- What a message takes to another chain: burned, or given to the contract that sends it, or to whoever keeps just as much.
sent as (
    select m.chain_id, m.block_number, m.transaction_index, m.party_id, m.amount, l.address_id as contract_id
    from market.message m
    left join chain.log l using (chain_id, block_number, log_index)
    where m.system = $market
        and m.direction = 'sent'
        and m.time <= $as_of
),
bridged as (
    select distinct t.chain_id, t.block_number, t.log_index
    from move t
    join sent g
        on g.chain_id = t.chain_id
        and g.block_number = t.block_number
        and g.transaction_index = t.transaction_index
        and g.party_id = t.sender_id
        and (t.recipient_id = 0 or t.recipient_id = g.contract_id or t.amount = g.amount)
),
told as (
    select
        t.chain_id,
        t.token_id,
        t.party_id,
        coalesce(if(t.is_in, o.bucket, null), l.class, b.bucket, 'contributor') as holder_class,
        t.time,
        t.block_number,
        t.log_index,
        t.is_in,
        case
            when t.is_in then coalesce(o.origin, if(c.class = 'staking', 'staking', 'other'))
            when s.log_index is not null then 'sold'
            when c.class = 'staking' then 'staked'
            when x.class = 'exchange' then 'exchange'
            when g.log_index is not null then 'bridged'
            when t.other_id = 0 or c.class = 'sink'
                or a.address = chain.dead_address() then 'burned'
            else 'unknown'
        end as what,
        c.class is not distinct from 'staking' as is_staking,
        t.amount,
        -- A staking contract pays the reward together with the stake: the stake is not part of the reward.
        if(t.is_in, least(coalesce(o.amount, 0::hugeint), t.amount), 0::hugeint) as origin_amount
    from (
        select
            chain_id, block_number, log_index, time, token_id, recipient_own_id as party_id, sender_id as other_id, true as is_in, amount
        from move
        where sender_own_id <> recipient_own_id
        union all
        select chain_id, block_number, log_index, time, token_id, sender_own_id, recipient_id, false, amount
        from move
        where sender_own_id <> recipient_own_id
    ) t
    join party using (party_id)
    join chain.address a on a.address_id = t.other_id
    -- A transfer is the same both ways, and each side reads its own of these: a condition on the side would cost a join without a hash.
    left join origin o on o.chain_id = t.chain_id and o.block_number = t.block_number and o.log_index = t.log_index
    left join class c on c.chain_id = t.chain_id and c.holder_id = t.other_id
    left join label x on x.party_id = t.other_id
    left join own_label l on l.party_id = t.party_id
    left join bucket b on b.party_id = t.party_id
    left join sold s on s.chain_id = t.chain_id and s.block_number = t.block_number and s.log_index = t.log_index
    left join bridged g on g.chain_id = t.chain_id and g.block_number = t.block_number and g.log_index = t.log_index
    union all
    select
        g.chain_id, g.token_id, -g.sender_id, g.bucket, g.time, g.block_number, g.log_index, d.is_in,
        if(d.is_in, 'wallet', g.gone), false, g.amount, if(d.is_in, g.amount, 0::hugeint)
    from given g
    cross join (values (true), (false)) d (is_in)
    where g.gone is not null
)
select chain_id, token_id, party_id, holder_class, time, is_in, what, is_staking, amount, origin_amount
from told
-- Within a log a party sends before it gets; what came and went at once comes first.
order by chain_id, token_id, party_id, time, block_number, log_index, is_in = (party_id > 0);
