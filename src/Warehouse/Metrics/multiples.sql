-- key: multiples
-- title: Fees, revenue, earnings and what the token costs against them
-- unit: base units of the quote token over the 30 days that end with the last block; thousandths (multiples)
-- formula: fees = protocol, market and provider fees; revenue = protocol fees; incentives = reward legs; earnings = revenue - incentives; pf = value / (fees x 365 / 30), ps = value / (revenue x 365 / 30), floored, value being fully diluted and circulating; fdv_by = whose fully diluted value that is: max_supply, or total_supply where no maximum is known
-- definer: Token Terminal (P/F, P/S, earnings); the circulating value uses its own circulating supply
-- caveats: earnings leave out what a team pays off chain; incentives count whoever funds them; legs without a price are left out and counted in unvalued_legs; null where the denominator or the price is missing, or the multiple beyond what can be counted; of a market on several chains a maximum supply is that of all of them, and fees are each chain's own
with last as (
    select max(day) as day from {{prices}}
),
flow as (
    select
        v.chain_id, v.quote_symbol,
        coalesce(sum(v.value) filter (v.role in ('protocol_fee', 'market_fee', 'provider_fee')), 0::hugeint) as fees,
        coalesce(sum(v.value) filter (v.role = 'protocol_fee'), 0::hugeint) as revenue,
        coalesce(sum(v.value) filter (v.role = 'reward'), 0::hugeint) as incentives,
        coalesce(sum(v.legs) filter (v.value is null), 0)::bigint as unvalued_legs
    from {{valued}} v
    cross join last
    where v.day > last.day - 30
        and v.role in ('protocol_fee', 'market_fee', 'provider_fee', 'reward')
    group by all
),
worth as (
    select
        chain_id, symbol, quote_symbol, quote_decimals,
        coalesce(
            max(value) filter (measure = 'fdv' and definition = 'max_supply'), max(value) filter (measure = 'fdv')
        ) as fdv,
        case
            when bool_or(value is not null and measure = 'fdv' and definition = 'max_supply') then 'max_supply'
            when bool_or(value is not null and measure = 'fdv') then 'total_supply'
        end as fdv_by,
        max(value) filter (definition = 'token_terminal') as circulating
    from {{valuation}}
    group by all
)
select
    w.chain_id,
    w.symbol,
    w.quote_symbol,
    w.quote_decimals,
    f.fees,
    f.revenue,
    f.incentives,
    f.revenue - f.incentives as earnings,
    w.fdv,
    w.circulating,
    -- 30000 / 365 = 6000 / 73
    try(market.part(w.fdv, 6000::hugeint, nullif(f.fees, 0::hugeint)) // 73) as pf_milli,
    try(market.part(w.fdv, 6000::hugeint, nullif(f.revenue, 0::hugeint)) // 73) as ps_milli,
    try(market.part(w.circulating, 6000::hugeint, nullif(f.fees, 0::hugeint)) // 73) as pf_circulating_milli,
    try(market.part(w.circulating, 6000::hugeint, nullif(f.revenue, 0::hugeint)) // 73) as ps_circulating_milli,
    f.unvalued_legs,
    w.fdv_by
from worth w
join flow f using (chain_id, quote_symbol)
order by w.chain_id, w.symbol, w.quote_symbol;
