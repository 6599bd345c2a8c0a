-- key: unlocks
-- title: Unlock calendar
-- unit: base units of the market token per month
-- formula: unlocked = vested(first of next month) - vested(first of month) by each wallet's schedule; released = tokens that the wallet paid out in the month; scheduled = unlocked after the as-of month, and in the as-of month all that is or becomes releasable until its end
-- definer: OpenZeppelin VestingWallet and VestingWalletCliff 5.7.0 (_vestingSchedule)
-- caveats: unlocked is not sold; future months assume that nothing more is paid into the wallets
with now as (
    select date_trunc('month', max(b.time)) as month
    from chain.block b
    where b.time <= $as_of
        and b.chain_id in (select chain_id from market.token where system = $market)
),
schedules as (
    select
        v.*,
        coalesce((
            select sum(amount) from market.transfer t
            where t.system = $market and t.chain_id = v.chain_id and t.token_id = v.token_id and t.recipient_id = v.wallet_id and t.time <= $as_of
        ), 0::hugeint) as total,
        coalesce((
            select sum(amount) from market.release r
            where r.system = $market and r.chain_id = v.chain_id and r.token_id = v.token_id and r.wallet_id = v.wallet_id and r.time <= $as_of
        ), 0::hugeint) as released_so_far
    from market.vesting v
    join market.token k using (chain_id, token_id, system)
    where v.system = $market
        and k.is_market_token
        and v.block_number <= (
            select max(b.number) from chain.block b where b.chain_id = v.chain_id and b.time <= $as_of
        )
),
months as (
    select
        s.*,
        now.month as now_month,
        unnest(generate_series(
            date_trunc('month', make_timestamp((s.start_seconds * 1000000)::bigint)),
            greatest(now.month, date_trunc('month', make_timestamp(((s.start_seconds + s.duration_seconds) * 1000000)::bigint))),
            interval 1 month
        )) as month
    from schedules s
    cross join now
),
bounds as (
    select *, epoch(month)::hugeint as from_seconds, epoch(month + interval 1 month)::hugeint as to_seconds
    from months
),
vested as (
    select
        *,
        case
            when from_seconds < cliff_seconds then 0::hugeint
            when from_seconds >= start_seconds + duration_seconds then total
            else market.mul_div(total, greatest(from_seconds - start_seconds, 0::hugeint), duration_seconds)
        end as vested_before,
        case
            when to_seconds < cliff_seconds then 0::hugeint
            when to_seconds >= start_seconds + duration_seconds then total
            else market.mul_div(total, greatest(to_seconds - start_seconds, 0::hugeint), duration_seconds)
        end as vested_after
    from bounds
),
paid as (
    select wallet_id, chain_id, token_id, date_trunc('month', time) as month, sum(amount) as released
    from market.release
    where system = $market and time <= $as_of
    group by all
)
select
    v.month::date as month,
    v.bucket,
    sum(v.vested_after - v.vested_before) as unlocked,
    sum(coalesce(p.released, 0::hugeint)) as released,
    sum(case
        when v.month < v.now_month then 0::hugeint
        when v.month = v.now_month then v.vested_after - v.released_so_far
        else v.vested_after - v.vested_before
    end) as scheduled
from vested v
left join paid p using (chain_id, token_id, wallet_id, month)
group by all
order by month, bucket;
