-- key: settlements
-- title: Calls off the chain that were settled on it
-- unit: calls and batches by month; base units of the token named in symbol; seconds; parts per million
-- formula: sums over batches (market.settlement); price = amount / calls, floored; rooted = calls in batches with a Merkle root, of all, floored; paid = amount of batches that a transfer paid; lag = from the batch's last call to its log, the lower median
-- definer: Souk
-- caveats: the chain proves that a batch was settled, not that its calls were made: a root lets a holder of the calls prove them
select
    date_trunc('month', s.time)::date as month,
    t.symbol,
    t.decimals,
    count(*) as batches,
    sum(s.calls) as calls,
    sum(s.amount) as amount,
    coalesce(sum(s.amount) filter (s.leg_log_index is not null), 0::hugeint) as paid,
    sum(s.amount) // nullif(sum(s.calls), 0) as price,
    market.part(
        coalesce(sum(s.calls) filter (s.root is not null), 0::hugeint), 1000000::hugeint, nullif(sum(s.calls), 0::hugeint)
    )::bigint as rooted_share_ppm,
    quantile_disc(epoch(s.time)::bigint - epoch(s.to_time)::bigint, 0.5) as lag_median_seconds
from market.settlement s
left join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
where s.system = $market
    and s.time <= $as_of
group by all
order by month, t.symbol;
