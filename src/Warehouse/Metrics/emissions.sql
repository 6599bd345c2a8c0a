-- key: emissions
-- title: Emissions and burns
-- unit: base units of the market token per day
-- formula: emitted = minted after the day of the token's first transfer on its chain; burned = transfers to the zero address; sunk = transfers to a dead address; none of them counts what a bridge mints or burns (bridged_supply); net = emitted - burned - sunk
-- definer: Souk (Tokenomist shows emissions without burns)
-- caveats: the mint of a token's first day on its chain is the initial supply there, not an emission, on a second chain as on the first; sunk tokens remain in totalSupply()
with moved as (
    select time::date as day, sum(emitted) as emitted, sum(burned) as burned, sum(sunk) as sunk
    from market.supply_move_at($market, $as_of)
    anti join {{bridged_supply}} using (chain_id, block_number, log_index)
    group by all
),
days as (
    select distinct time::date as day
    from market.transfer
    join market.token using (chain_id, token_id, system)
    where system = $market
        and is_market_token
        and time <= $as_of
)
select day, emitted, burned, sunk, emitted - burned - sunk as net
from (
    select
        day, coalesce(emitted, 0::hugeint) as emitted, coalesce(burned, 0::hugeint) as burned, coalesce(sunk, 0::hugeint) as sunk
    from days
    left join moved using (day)
)
order by day;
