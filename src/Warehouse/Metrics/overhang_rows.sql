-- key: overhang_rows
-- title: Which unlocks are ahead, by whose definition
-- unit: base units of the unlocking token, one row per schedule and period: free by the last block (days 0), and free within 30 days after it, then within 90 and within 365
-- formula: what each definition counts of what a schedule sets free in a period; amount = free by its end - free by its start, and of days 0 free - claimed. contracts: what vesting contracts and streams set free after the last block. calendar: that, and what the registry promises of buckets without a contract. unclaimed: contracts, and what was free by the last block and not claimed. What is ahead within so many days is the sum of all periods up to them
-- definer: contracts = Souk (unlock_overhang); calendar = Messari (unlocks of a period, as announced); unclaimed = TokenUnlocks (unlocked is not circulating until claimed)
-- caveats: our reading of each definer; the columns of unlock_overhang are sums of these: ahead = contracts, promised_ahead = calendar - contracts, claimable = unclaimed - contracts. What it divides them by is not explained by these rows: what circulates is by circulating_rows, while volume and depth are of pools, in which no schedule has a part. A promise is of all chains together and told on each that has the real token, so that sums over chains count it again; a stream that waits for a price has no day and sets nothing free ahead
with now as (
    select max(epoch(b.time))::hugeint as seconds
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
horizon as (
    from (values (0::hugeint), (30::hugeint), (90::hugeint), (365::hugeint)) d (days)
),
-- Of a wallet that two rows name once.
schedule as (
    select *, row_number() over () as schedule
    from (
        select
            chain_id, token_id, wallet_id, stream_key, beneficiary_id, start_seconds, cliff_seconds, duration_seconds, deposited,
            total, released, cancelled_seconds, parts, min(bucket) as bucket
        from market.schedule_at($market, $as_of)
        where total > 0
        group by all
    )
),
free as (
    select
        s.chain_id, s.token_id, s.bucket, s.wallet_id, s.beneficiary_id, s.schedule, 'contract' as evidence, s.released, d.days,
        greatest(
            market.vested(
                s.stream_key, s.parts, s.deposited, s.total, s.start_seconds, s.cliff_seconds, s.duration_seconds, s.cancelled_seconds,
                n.seconds + d.days * 86400
            ),
            -- Of a stream that waits for a price (vesting) what was taken is free, and nothing is ahead.
            if(s.stream_key <> '' and s.duration_seconds = 0, s.released, 0::hugeint)
        ) as amount
    from schedule s
    cross join now n
    cross join horizon d
    union all
    -- The registry names a token, not its chain, and nobody sees what of a promise was claimed.
    select
        t.chain_id, t.token_id, p.bucket, null, null, null, 'promised', null, d.days,
        sum(reference.promised(
            p.tokens, p.at_launch, p.launch_seconds, p.start_seconds, p.duration_seconds, n.seconds + d.days * 86400
        ))
    from reference.promised_schedule p
    join market.real_token t on t.system = p.system and t.symbol = p.symbol
    cross join now n
    cross join horizon d
    where p.system = $market
        and n.seconds is not null
    group by all
),
freed as (
    select
        * exclude (amount),
        amount - coalesce(
            lag(amount) over (partition by evidence, schedule, chain_id, token_id, bucket order by days), released
        ) as amount
    from free
)
select
    f.chain_id,
    t.symbol,
    t.decimals,
    f.days::integer as days,
    f.bucket,
    coalesce('0x' || lower(hex(w.address)), '') as wallet,
    coalesce('0x' || lower(hex(b.address)), '') as beneficiary,
    f.evidence,
    f.amount,
    if(f.days > 0 and f.evidence = 'contract', f.amount, 0::hugeint) as contracts,
    if(f.days > 0, f.amount, 0::hugeint) as calendar,
    if(f.evidence = 'contract', f.amount, 0::hugeint) as unclaimed
from freed f
join market.token t on t.chain_id = f.chain_id and t.token_id = f.token_id and t.system = $market
left join chain.address w on w.address_id = f.wallet_id
left join chain.address b on b.address_id = f.beneficiary_id
where f.amount is not null
-- One contract may hold several streams to one beneficiary.
order by f.chain_id, t.symbol, f.days, f.bucket, wallet, beneficiary, f.evidence, f.amount;
