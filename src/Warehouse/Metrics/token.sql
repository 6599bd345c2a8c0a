-- key: token
-- title: Tokens of the market
-- unit: base units per token as a power of ten (decimals)
-- formula: tokens that the market's manifest declares; the market token first
-- definer: Souk
-- caveats: datatokens are access rights and are not listed
select
    t.symbol,
    t.decimals,
    t.kind,
    t.is_market_token,
    '0x' || lower(hex(a.address)) as address
from market.token t
join chain.address a on a.address_id = t.token_id
where t.system = $market
order by t.is_market_token desc, t.symbol;
