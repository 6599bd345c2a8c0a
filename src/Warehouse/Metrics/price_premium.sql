-- key: price_premium
-- title: What buyers pay for quality, exclusivity and verification
-- unit: base units of the token named in symbol per sale; parts per million, below zero for a discount; one row per attribute, value and token
-- formula: each price leg has the traits that its asset was known to have then (market.asset_trait: the last that was told); attribute quality: high at 500000 parts per million of the best score or more, else low; median = of its prices, the lower of two; rest = the median of prices of assets with another value of the attribute; premium = (median - rest) / rest, rounded towards zero
-- definer: Souk
-- caveats: a difference of medians is no cause: a dear asset may differ in more than this; sales of assets of which nobody told the attribute are in no row; null where only one value was sold
with told as (
    select
        asset_key, time, chain_id, block_number, log_index, exclusivity, verification,
        case when quality_ppm >= 500000 then 'high' when quality_ppm is not null then 'low' end as quality,
        null::integer as token_id, null::hugeint as amount, false as is_sale
    from market.asset_trait
    where system = $market and time <= $as_of
    union all
    select asset_key, time, chain_id, block_number, log_index, null, null, null, token_id, amount, true
    from market.payment
    where system = $market and role = 'price' and time <= $as_of and asset_key is not null
),
sale as (
    select
        chain_id, token_id, asset_key, amount,
        last_value(exclusivity ignore nulls) over so_far as exclusivity,
        last_value(verification ignore nulls) over so_far as verification,
        last_value(quality ignore nulls) over so_far as quality
    from told
    window so_far as (
        partition by asset_key order by time, chain_id, block_number, log_index, is_sale rows unbounded preceding
    )
    qualify is_sale
),
known as (
    select s.chain_id, s.token_id, s.asset_key, s.amount, a.attribute, a.value
    from sale s
    cross join lateral (
        values ('exclusivity', s.exclusivity), ('verification', s.verification), ('quality', s.quality)
    ) a(attribute, value)
    where a.value is not null
),
priced as (
    select
        k.chain_id, k.token_id, k.attribute, k.value,
        count(*) as sales,
        count(distinct k.asset_key) as assets,
        quantile_disc(k.amount, 0.5) as median
    from known k
    group by all
),
compared as (
    select
        p.*,
        (
            select quantile_disc(k.amount, 0.5)
            from known k
            where k.chain_id = p.chain_id and k.token_id = p.token_id and k.attribute = p.attribute and k.value <> p.value
        ) as rest
    from priced p
)
select
    c.attribute,
    c.value,
    t.symbol,
    t.decimals,
    c.assets,
    c.sales,
    c.median,
    c.rest,
    if(
        c.median >= c.rest,
        market.part(c.median - c.rest, 1000000::hugeint, nullif(c.rest, 0::hugeint)),
        -market.part(c.rest - c.median, 1000000::hugeint, nullif(c.rest, 0::hugeint))
    ) as premium_ppm
from compared c
join market.token t on t.chain_id = c.chain_id and t.token_id = c.token_id and t.system = $market
order by c.attribute, t.symbol, c.value;
