-- key: vesting
-- title: Vesting schedules
-- unit: base units of the vested token, named in symbol; seconds since 1970 (UTC)
-- formula: total = tokens received by the wallet, or paid into the stream less what came back when it was cancelled; vested = 0 before the cliff, floor(total x (t - start) / duration) until the end, total after, and of a cancelled stream total from then on; released = tokens paid out by the wallet or stream. shape: linear as told (of a stream from Lockup 2.0 on what is free at once at its start and its cliff, and the rest x share of the time from the cliff on), or a stream of tranches, each free at its end, or of segments, of each of which floor(amount x (share of its time)^exponent) is free; a linear stream of Lockup 4.0 whose granularity is above a second is told as the tranches of its steps. price gated: a stream of 4.0 that is free once a price is reached, which no schedule can tell: vested = what was taken, and duration_seconds is null
-- definer: OpenZeppelin VestingWallet and VestingWalletCliff 5.7.0 (_vestingSchedule); Sablier Lockup 1.0 to 4.0 (LockupLinear, LockupTranched, LockupDynamic, LockupPriceGated), whose share of the time is floored to 18 decimals
-- caveats: a stream that waits for a price starts in the block that made it, is free at an end that no log tells whatever the price, and may be free by now without anybody having taken it; a linear stream of more than 1500 steps is told as even, ahead of its contract by less than a step, and one of steps of a second may differ by one unit in 10^18; schedules count from the block on that made them; a stream's wallet is the contract that holds all streams; schedules without a contract are not seen (unlocks has what is promised); powers of segments are taken by the steps of the contract's own arithmetic with 96 bits behind the point where it has 191, so that the last unit may differ; a simulation that starts from a schedule takes it as linear from start to end; t is the time of the last block
with now as (
    select max(epoch(b.time))::hugeint as seconds
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
)
select
    v.bucket,
    '0x' || lower(hex(w.address)) as wallet,
    '0x' || lower(hex(b.address)) as beneficiary,
    v.start_seconds,
    v.cliff_seconds,
    if(v.stream_key <> '' and v.duration_seconds = 0, null, v.duration_seconds) as duration_seconds,
    v.total,
    greatest(
        market.vested(
            v.stream_key, v.parts, v.deposited, v.total, v.start_seconds, v.cliff_seconds, v.duration_seconds, v.cancelled_seconds, n.seconds
        ),
        if(v.stream_key <> '' and v.duration_seconds = 0, v.released, 0::hugeint)
    ) as vested,
    v.released,
    t.symbol,
    t.decimals,
    case
        when v.stream_key <> '' and v.duration_seconds = 0 then 'price gated'
        when v.parts is null then 'linear'
        when v.parts[1].exponent is not null then 'segments'
        when v.parts[-1].exponent is null then 'tranches'
        else 'linear'
    end as shape
from market.schedule_at($market, $as_of) v
cross join now n
join chain.address w on w.address_id = v.wallet_id
join chain.address b on b.address_id = v.beneficiary_id
left join market.token t on t.chain_id = v.chain_id and t.token_id = v.token_id and t.system = $market
order by v.bucket, wallet;
