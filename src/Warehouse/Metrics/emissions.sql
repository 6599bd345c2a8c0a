-- key: emissions
-- title: Emissions and burns
-- unit: base units of the market token per day
-- formula: emitted = minted after the day of the first mint; burned = transfers to the zero address; neither counts what a bridge mints or burns (bridged_supply); sunk = transfers to a dead address; net = emitted - burned - sunk
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
),
bridged as (
    select day, sum(arrived) as arrived, sum(departed) as departed
    from {{bridged_supply}}
    group by day
),
told as (
    select
        day,
        if(day = min(day) over (), 0::hugeint, minted - coalesce(arrived, 0::hugeint)) as emitted,
        burned - coalesce(departed, 0::hugeint) as burned,
        sunk
    from moves
    left join bridged using (day)
)
select day, emitted, burned, sunk, emitted - burned - sunk as net
from told
order by day;
