-- key: match_rate
-- title: Is demand met?
-- unit: base units of the token named in symbol; parties; seconds; parts per million; by month in which the demand was funded
-- formula: demand = what buyers put into an escrow (escrow_in legs of parties that ever bought in that token); met = its part, oldest first, that price legs of the same buyer (as buyers counts it) and token drew by the as-of time, those that the buyer pays by a transfer of its own being none; returned = refunds, and what the buyer took out again (release legs to it), oldest first after that; open = the rest; match rate = met / demand, floored; time to match = from the deposit to the first such price leg of the same buyer at or after it, the lower median
-- definer: Souk; a16z for the idea (requests filled / requests made)
-- caveats: what a party earned in an escrow and took out counts as returned, too, as far as it deposited; only demand that is funded on chain is seen; a market without escrows has no row; where a deposit is never drawn it has no time to match; by address, what one address of a party funds and another buys is not met: by entity it is, where something links the two
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
bought as (
    select
        s.chain_id, s.token_id, coalesce(e.actor_id, s.buyer_id) as party_id, s.amount, s.time,
        -- What a buyer sends to a seller was never in an escrow.
        s.evidence <> 'transfer' or s.payer_id <> s.buyer_id as is_drawn
    from market.sale_at($market, $as_of) s
    left join actor e on e.address_id = s.buyer_id
),
sale as (
    select distinct chain_id, token_id, party_id as payer_id, time, is_drawn
    from bought
),
put as (
    select
        p.chain_id, p.token_id, coalesce(e.actor_id, p.payer_id) as payer_id, p.time, p.block_number, p.log_index,
        p.amount
    from market.payment p
    left join actor e on e.address_id = p.payer_id
    where p.system = $market
        and p.role = 'escrow_in'
        and p.time <= $as_of
),
deposit as (
    select
        *,
        sum(amount) over (
            partition by chain_id, token_id, payer_id order by time, block_number, log_index
        ) as so_far
    from put
    where (chain_id, token_id, payer_id) in (select (chain_id, token_id, payer_id) from sale)
),
drawn as (
    select
        chain_id, token_id, party_id,
        coalesce(sum(amount) filter (role = 'price'), 0::hugeint) as met,
        coalesce(sum(amount) filter (role <> 'price'), 0::hugeint) as returned
    from (
        select chain_id, token_id, party_id, 'price' as role, amount
        from bought
        where is_drawn
        union all
        select p.chain_id, p.token_id, coalesce(e.actor_id, p.payee_id), p.role, p.amount
        from market.payment p
        left join actor e on e.address_id = p.payee_id
        where p.system = $market and p.role in ('refund', 'release') and p.time <= $as_of
    )
    group by all
),
settled as (
    select
        d.*,
        d.so_far - d.amount as before,
        coalesce(w.met, 0::hugeint) as met_all,
        coalesce(w.met, 0::hugeint) + coalesce(w.returned, 0::hugeint) as settled_all,
        epoch(s.time)::bigint - epoch(d.time)::bigint as wait_seconds
    from deposit d
    left join drawn w on w.chain_id = d.chain_id and w.token_id = d.token_id and w.party_id = d.payer_id
    asof left join (from sale where is_drawn) s
        on s.chain_id = d.chain_id
        and s.token_id = d.token_id
        and s.payer_id = d.payer_id
        and s.time >= d.time
),
parted as (
    select
        *,
        greatest(least(met_all, so_far) - before, 0::hugeint) as met,
        greatest(least(settled_all, so_far) - before, 0::hugeint) as settled
    from settled
)
select
    date_trunc('month', p.time)::date as month,
    p.chain_id,
    t.symbol,
    t.decimals,
    count(*) as deposits,
    count(distinct p.payer_id) as buyers,
    sum(p.amount) as demand,
    sum(p.met) as met,
    sum(p.settled - p.met) as returned,
    sum(p.amount - p.settled) as open,
    market.part(sum(p.met), 1000000::hugeint, nullif(sum(p.amount), 0::hugeint))::bigint as match_rate_ppm,
    quantile_disc(p.wait_seconds, 0.5) as wait_median_seconds
from parted p
join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
group by all
order by month, p.chain_id, t.symbol;
