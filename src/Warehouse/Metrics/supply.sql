-- key: supply
-- title: Total supply
-- unit: base units of the market token
-- formula: minted - burned, where a mint is a transfer from the zero address and a burn a transfer to it
-- definer: ERC-20 totalSupply() (EIP-20)
-- caveats: tokens sent to a dead address stay in the total supply; see burns
with moves as (
    select
        time::date as day,
        sum(if(sender_id = 0, amount, 0::hugeint)) as minted,
        sum(if(recipient_id = 0, amount, 0::hugeint)) as burned
    from market.transfer
    join market.token using (chain_id, token_id, system)
    where system = $market
        and is_market_token
        and time <= $as_of
    group by day
),
span as (
    select
        (select min(day) from moves) as first_day,
        (select max(b.time)::date from chain.block b where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market)) as last_day
),
days as (
    select unnest(generate_series(first_day, last_day, interval 1 day))::date as day
    from span
)
select
    day,
    coalesce(minted, 0::hugeint) as minted,
    coalesce(burned, 0::hugeint) as burned,
    sum(coalesce(minted, 0::hugeint) - coalesce(burned, 0::hugeint)) over (order by day) as supply
from days
left join moves using (day)
order by day;
