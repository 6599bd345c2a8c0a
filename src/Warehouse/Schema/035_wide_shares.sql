-- How much of the whole is a part, where both may be near 10^38 base units?

-- a x b by halves: what is above 64 bits, and the lower 64. For a below 2^127 and b below 2^62.
create macro market.product_high(a, b) as
    (a >> 64) * b + (((a & 18446744073709551615::hugeint) * b) >> 64);

create macro market.product_low(a, b) as
    ((a & 18446744073709551615::hugeint) * b) & 18446744073709551615::hugeint;

-- floor(a x b / c) where mul_div's divisor is too wide: the quotient of the leading bits is right or one too low, since c has at
-- least 106 bits and b at most 26; the whole products tell which.
create macro market.quotient_wide(low, a, b, c) as
    low + if(
        (market.product_high(c, low + 1), market.product_low(c, low + 1)) <= (market.product_high(a, b), market.product_low(a, b)),
        1::hugeint,
        0::hugeint
    );

-- floor(a x b / c) as mul_div, for any c above 0 and b below 2^26, such as parts per million. Null where c is null. The result must
-- stay below 2^61.
create macro market.part(a, b, c) as case
    when a <= 170141183460469231731687303715884105727::hugeint // b then a * b // c
    when c < 81129638414606681695789005144064::hugeint then market.mul_div(a, b, c)
    else market.quotient_wide((a >> 27) * b // ((c >> 27) + 1), a, b, c)
end;

-- The most that may ever exist of a market's token, in base units: as a contract tells where a mapping fills market.supply_cap, else
-- the registry's maximum supply, floored. Null where neither states one. Files have 18 decimals at most.
create macro reference.supply_cap_of(market) as table
select
    t.chain_id,
    t.symbol,
    coalesce(
        arg_max(c.cap, c.block_number),
        any_value(market.mul_div(
            replace(r.supply_max::varchar, '.', '')::hugeint,
            ('1' || repeat('0', t.decimals::integer))::hugeint,
            1000000000000000000::hugeint
        ))
    ) as cap
from market.token t
left join market.supply_cap c using (chain_id, token_id, system)
left join reference.token r on r.system = t.system and r.symbol = t.symbol
where t.system = market
    and t.is_market_token
group by all;
