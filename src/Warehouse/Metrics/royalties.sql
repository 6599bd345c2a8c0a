-- key: royalties
-- title: Royalties owed and paid
-- unit: base units of the token named in symbol, per asset that is owed; parts per million; seconds
-- formula: each price leg, the whole price of a sale, owes upstream: the asset sold passes floor(amount x its call share) to its parts in proportion to their weights, each part passes floor(what it got x its composition share) to its own, generation by generation, by the terms and edges that stood when the sale was made; every portion is floored and what is less than a base unit ends. owed = what reaches an asset and stays with it, without what it passes on; paid = royalty legs that name the asset; unpaid = owed - paid, overpaid the other way round; leakage = unpaid / owed, floored; latency = from a sale to the royalty leg by which the asset's sum paid reached its sum owed, the oldest debt first: median and ninth decile of debts that are paid
-- definer: Souk
-- caveats: only where edges and terms are on chain; 16 generations; assets without terms pass nothing on; a royalty paid in another token than the sale counts in its own row; who is paid for his parts, too, and pays them on is shown as overpaid; a contract that floors each path on its own differs by less than a base unit for each path
with recursive
-- A repeated edge is one, whose weight stands until the next.
edge as materialized (
    select
        subject, object, time, weight,
        lead(time, 1, 'infinity'::timestamp) over (
            partition by subject, object order by time, chain_id, block_number, log_index
        ) as until
    from market.provenance
    where time <= $as_of
        and subject <> object
        -- What has no terms passes nothing on.
        and subject in (select asset_key from market.royalty_term where time <= $as_of)
),
term as materialized (
    select
        asset_key, event, share_ppm, time,
        lead(time, 1, 'infinity'::timestamp) over (
            partition by asset_key, event order by time, block_number, log_index
        ) as until
    from market.royalty_term
    where time <= $as_of
),
sale as materialized (
    select chain_id, block_number, log_index, token_id, time, asset_key, sum(amount) as amount
    from market.payment
    where system = $market
        and role = 'price'
        and time <= $as_of
        and asset_key in (select asset_key from term)
    group by all
),
-- What reaches an asset because of one sale, by generation.
flow as (
    select chain_id, block_number, log_index, token_id, time, asset_key, 0 as generation, amount
    from sale
    union all
    select chain_id, block_number, log_index, token_id, time, object, generation, amount
    from (
        select
            p.chain_id, p.block_number, p.log_index, p.token_id, p.time, e.object, p.generation + 1 as generation,
            -- floor(passed x weight / total) without a product beyond 128 bits.
            sum((p.passed // w.total) * e.weight + (p.passed % w.total) * e.weight // w.total) as amount
        from (
            select
                f.* exclude (amount),
                market.mul_div(f.amount, t.share_ppm::hugeint, 1000000::hugeint) as passed
            from flow f
            join term t
                on t.asset_key = f.asset_key
                and t.event = if(f.generation = 0, 'call', 'composition')
                and t.time <= f.time
                and t.until > f.time
            where f.generation < 16
        ) p
        join edge e on e.subject = p.asset_key and e.time <= p.time and e.until > p.time
        join lateral (
            select sum(s.weight) as total from edge s where s.subject = p.asset_key and s.time <= p.time and s.until > p.time
        ) w on true
        group by all
    )
    where amount > 0
),
-- What each part hands to its own parts, as in flow.
passed_on as (
    select
        p.chain_id, p.token_id, p.asset_key, p.time, p.block_number, p.log_index,
        (p.passed // w.total) * e.weight + (p.passed % w.total) * e.weight // w.total as amount
    from (
        select
            f.* exclude (amount),
            market.mul_div(f.amount, t.share_ppm::hugeint, 1000000::hugeint) as passed
        from flow f
        join term t
            on t.asset_key = f.asset_key
            and t.event = 'composition'
            and t.time <= f.time
            and t.until > f.time
        where f.generation between 1 and 15
    ) p
    join edge e on e.subject = p.asset_key and e.time <= p.time and e.until > p.time
    join lateral (
        select sum(s.weight) as total from edge s where s.subject = p.asset_key and s.time <= p.time and s.until > p.time
    ) w on true
),
debt as (
    select
        *,
        sum(amount) over (
            partition by chain_id, token_id, asset_key order by time, block_number, log_index
        ) as so_far
    from (
        select chain_id, token_id, asset_key, time, block_number, log_index, sum(amount) as amount
        from (
            select chain_id, token_id, asset_key, time, block_number, log_index, amount
            from flow
            where generation > 0
            union all
            select chain_id, token_id, asset_key, time, block_number, log_index, -amount
            from passed_on
        )
        group by all
    )
    where amount > 0
),
paid as (
    select
        chain_id, token_id, asset_key, time,
        sum(amount) over (partition by chain_id, token_id, asset_key order by time, block_number, log_index) as so_far
    from market.payment
    where system = $market
        and role = 'royalty'
        and time <= $as_of
        and asset_key is not null
),
settled as (
    select d.*, p.time as paid_at, if(p.time is null, null, greatest(epoch(p.time) - epoch(d.time), 0))::bigint as latency
    from debt d
    asof left join paid p
        on p.chain_id = d.chain_id
        and p.token_id = d.token_id
        and p.asset_key = d.asset_key
        and p.so_far >= d.so_far
),
owed as (
    select
        chain_id, token_id, asset_key, sum(amount) as owed, count(*) as debts, count(*) filter (paid_at is null) as debts_open,
        quantile_disc(latency, 0.5) as latency_p50_seconds,
        quantile_disc(latency, 0.9) as latency_p90_seconds
    from settled
    group by all
),
received as (
    select chain_id, token_id, asset_key, max(so_far) as paid
    from paid
    group by all
)
select
    asset_key,
    t.symbol,
    t.decimals,
    coalesce(o.owed, 0::hugeint) as owed,
    coalesce(r.paid, 0::hugeint) as paid,
    greatest(coalesce(o.owed, 0::hugeint) - coalesce(r.paid, 0::hugeint), 0::hugeint) as unpaid,
    greatest(coalesce(r.paid, 0::hugeint) - coalesce(o.owed, 0::hugeint), 0::hugeint) as overpaid,
    case
        when o.owed is null then null
        when coalesce(r.paid, 0::hugeint) >= o.owed then 0
        when o.owed < 100000000000000000000000000000000::hugeint then ((o.owed - coalesce(r.paid, 0::hugeint)) * 1000000 // o.owed)::bigint
        -- The product would not fit 128 bits; within 1 part per million.
        else least((o.owed - coalesce(r.paid, 0::hugeint)) // (o.owed // 1000000), 1000000)::bigint
    end as leakage_ppm,
    coalesce(o.debts, 0) as debts,
    coalesce(o.debts_open, 0) as debts_open,
    o.latency_p50_seconds,
    o.latency_p90_seconds
from owed o
full join received r using (chain_id, token_id, asset_key)
join market.token t on t.chain_id = chain_id and t.token_id = token_id and t.system = $market
order by t.symbol, owed desc, asset_key;
