-- key: rates
-- title: Fee and burn rates
-- unit: base units of the quote token (paid, fee) and of the market token (converted, burned); parts per million
-- formula: fee rate = protocol and market fees / (price + fees); buyers as buyers counts them; burn share = burned by the fee router / (burned + fee share paid on), both of the market token, 0 where neither was
-- definer: Souk
-- caveats: realised over the 90 days that end with the last indexed day, not a parameter read from a contract
with recent as (
    select p.*
    from market.payment p
    where p.system = $market
        and p.time <= $as_of
        and p.time > least($as_of, (select max(b.time) from chain.block b where b.chain_id = p.chain_id)) - interval 90 day
),
paid as (
    select
        p.chain_id,
        p.token_id,
        count(*) filter (role = 'price') as orders,
        sum(amount) as paid,
        coalesce(sum(amount) filter (role <> 'price'), 0::hugeint) as fees
    from recent p
    where role in ('price', 'protocol_fee', 'market_fee')
    group by p.chain_id, p.token_id
),
bought as (
    select s.chain_id, s.token_id, count(distinct s.buyer_id) as buyers
    from market.sale_at($market, $as_of) s
    where s.time > least($as_of, (select max(b.time) from chain.block b where b.chain_id = s.chain_id)) - interval 90 day
    group by s.chain_id, s.token_id
),
router as (
    select
        coalesce(sum(amount) filter (role = 'burn'), 0::hugeint) as burned,
        coalesce(sum(amount) filter (role = 'fee_share'), 0::hugeint) as passed_on
    from recent
    join market.token t using (chain_id, token_id, system)
    where role in ('burn', 'fee_share')
        and t.is_market_token
)
select
    t.symbol,
    t.decimals,
    paid.orders,
    coalesce(bought.buyers, 0) as buyers,
    paid.paid,
    paid.fees,
    market.part(paid.fees, 1000000::hugeint, nullif(paid.paid, 0::hugeint))::bigint as fee_rate_ppm,
    router.burned,
    router.burned + router.passed_on as converted,
    coalesce(
        market.part(router.burned, 1000000::hugeint, nullif(router.burned + router.passed_on, 0::hugeint)), 0
    )::bigint as burn_share_ppm
from paid
left join bought using (chain_id, token_id)
cross join router
join market.token t on t.chain_id = paid.chain_id and t.token_id = paid.token_id and t.system = $market
order by paid.orders desc, t.symbol, paid.chain_id;
