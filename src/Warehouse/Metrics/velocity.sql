-- key: velocity
-- title: Velocity
-- unit: base units of the market token moved in the 365 days that end with the last block; thousandths (turns a year)
-- formula: velocity = transfers of the last 365 days / circulating supply at the last block (Souk's), without mints and burns; by parties = those between addresses that are no contracts of the market
-- definer: Coin Metrics (VelCur1yr: transfer value of a year over current supply); by parties and the circulating base are Souk's
-- caveats: on total supply it would be lower; a transfer through a contract counts twice, which by_parties leaves out
with last as (
    select chain_id, max(time) as time
    from chain.block
    where time <= $as_of
        and chain_id in (select chain_id from market.token where system = $market)
    group by chain_id
),
named as (
    select chain_id, address_id from chain.contract
    union
    select chain_id, holder_id from market.holder
),
contract as materialized (
    from market.few('named')
),
moved as (
    select
        m.chain_id, t.symbol, t.decimals,
        sum(m.amount) as moved,
        coalesce(sum(m.amount) filter (s.address_id is null and r.address_id is null), 0::hugeint) as by_parties
    from market.transfer m
    join market.token t using (chain_id, token_id, system)
    join last l using (chain_id)
    left join contract s on s.chain_id = m.chain_id and s.address_id = m.sender_id
    left join contract r on r.chain_id = m.chain_id and r.address_id = m.recipient_id
    where m.system = $market
        and t.is_market_token
        and m.time <= $as_of
        and m.time > l.time - interval 365 day
        and m.sender_id <> 0
        and m.recipient_id <> 0
    group by all
)
select
    m.chain_id,
    m.symbol,
    m.decimals,
    m.moved,
    m.by_parties,
    c.amount as circulating,
    market.part(m.moved, 1000::hugeint, nullif(c.amount, 0::hugeint)) as velocity_milli,
    market.part(m.by_parties, 1000::hugeint, nullif(c.amount, 0::hugeint)) as velocity_by_parties_milli
from moved m
join {{circulating}} c on c.chain_id = m.chain_id and c.symbol = m.symbol and c.definition = 'souk'
order by m.chain_id, m.symbol;
