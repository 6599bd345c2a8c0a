-- key: market_index
-- title: The market in one row a month
-- unit: assets; orders; base units of the quote token; thousandths
-- formula: assets = registered by the end of the month; traded = those sold in the month; orders = price legs; value = price and fee legs, valued; turnover = orders / assets; value per asset = value / traded, floored; index = value of the month / value of the first month with any x 1000, floored
-- definer: Souk
-- caveats: only what has a trustworthy price has a value; a market that pays in a token without one shows counts and no value
with sold as (
    select date_trunc('month', time)::date as month, count(*) as orders, count(distinct asset_key) as traded
    from market.payment
    where system = $market and role = 'price' and time <= $as_of
    group by all
),
worth as (
    select date_trunc('month', day)::date as month, quote_symbol, quote_decimals, sum(value) as value
    from {{valued}}
    where role in ('price', 'protocol_fee', 'market_fee', 'provider_fee')
    group by all
),
listed as (
    select date_trunc('month', time)::date as month, count(*) as assets
    from (select asset_key, min(time) as time from market.asset where system = $market and time <= $as_of group by asset_key)
    group by all
)
select
    s.month,
    (select sum(l.assets) from listed l where l.month <= s.month)::bigint as assets,
    s.traded,
    s.orders,
    w.quote_symbol,
    w.quote_decimals,
    w.value,
    (s.orders * 1000 // nullif((select sum(l.assets) from listed l where l.month <= s.month), 0))::bigint as turnover_milli,
    w.value // nullif(s.traded, 0) as value_per_asset,
    market.part(w.value, 1000::hugeint, first_value(nullif(w.value, 0::hugeint) ignore nulls) over (partition by w.quote_symbol order by s.month)) as index_milli
from sold s
left join worth w using (month)
order by s.month, w.quote_symbol;
