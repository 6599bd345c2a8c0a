-- key: vesting
-- title: Vesting schedules
-- unit: base units of the vested token, named in symbol; seconds since 1970 (UTC)
-- formula: total = tokens received by the wallet; vested = 0 before the cliff, floor(total x (t - start) / duration) until the end, total after; released = tokens paid out by the wallet
-- definer: OpenZeppelin VestingWallet and VestingWalletCliff 5.7.0 (_vestingSchedule)
-- caveats: schedules count from the block on that made them; schedules without a contract are not seen; t is the time of the last block
with now as (
    select max(epoch(b.time))::hugeint as seconds
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
totals as (
    select
        v.*,
        coalesce((
            select sum(amount) from market.transfer t
            where t.system = $market and t.chain_id = v.chain_id and t.token_id = v.token_id and t.recipient_id = v.wallet_id and t.time <= $as_of
        ), 0::hugeint) as total,
        coalesce((
            select sum(amount) from market.release r
            where r.system = $market and r.chain_id = v.chain_id and r.token_id = v.token_id and r.wallet_id = v.wallet_id and r.time <= $as_of
        ), 0::hugeint) as released
    from market.vesting v
    where v.system = $market
        and v.block_number <= (
            select max(b.number) from chain.block b where b.chain_id = v.chain_id and b.time <= $as_of
        )
)
select
    v.bucket,
    '0x' || lower(hex(w.address)) as wallet,
    '0x' || lower(hex(b.address)) as beneficiary,
    v.start_seconds,
    v.cliff_seconds,
    v.duration_seconds,
    v.total,
    case
        when n.seconds < v.cliff_seconds then 0::hugeint
        when n.seconds >= v.start_seconds + v.duration_seconds then v.total
        else market.mul_div(v.total, greatest(n.seconds - v.start_seconds, 0::hugeint), v.duration_seconds)
    end as vested,
    v.released,
    t.symbol,
    t.decimals
from totals v
cross join now n
join chain.address w on w.address_id = v.wallet_id
join chain.address b on b.address_id = v.beneficiary_id
left join market.token t on t.chain_id = v.chain_id and t.token_id = v.token_id and t.system = $market
order by v.bucket, wallet;
