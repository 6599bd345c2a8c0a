-- key: emissions
-- title: Emissions and burns
-- unit: base units of the market token per day
-- formula: emitted = minted after the day of the first mint; burned = transfers to the zero address; sunk = transfers to a dead address; net = emitted - burned - sunk
-- definer: Souk (Tokenomist shows emissions without burns)
-- caveats: the first day's mint is the initial supply, not an emission; sunk tokens remain in totalSupply()
with moves as (
    select
        time::date as day,
        sum(if(sender_id = 0, amount, 0::hugeint)) as minted,
        sum(if(recipient_id = 0, amount, 0::hugeint)) as burned,
        sum(if(a.address = '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xDE\xAD'::blob, amount, 0::hugeint)) as sunk
    from market.transfer t
    join market.token using (chain_id, token_id, system)
    join chain.address a on a.address_id = t.recipient_id
    where system = $market
        and is_market_token
        and time <= $as_of
    group by day
)
select
    day,
    if(day = min(day) over (), 0::hugeint, minted) as emitted,
    burned,
    sunk,
    if(day = min(day) over (), 0::hugeint, minted) - burned - sunk as net
from moves
order by day;
