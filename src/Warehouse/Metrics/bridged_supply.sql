-- key: bridged_supply
-- title: Mints and burns that only move tokens between chains
-- unit: base units of the market token, one row per mint or burn
-- formula: transfers of the market token from the zero address (arrived) in the transaction of a message between chains (market.message) that the market received, and to it (departed) in that of one that it sent, of the same amount, or of which no log tells the amount
-- definer: Souk
-- caveats: each chain's supply has them, and neither emissions nor burns do; a bridge of which no message is indexed mints and burns as anybody else
with told as (
    select distinct chain_id, block_number, transaction_index, direction, amount
    from market.message
    where system = $market and time <= $as_of
),
moved as (
    select t.*, k.symbol, k.decimals, if(t.sender_id = 0, 'received', 'sent') as direction
    from market.transfer t
    join market.token k using (chain_id, token_id, system)
    where t.system = $market
        and k.is_market_token
        and t.time <= $as_of
        and (t.sender_id = 0 or t.recipient_id = 0)
)
select
    m.time::date as day,
    m.chain_id,
    m.block_number,
    m.log_index,
    m.symbol,
    m.decimals,
    if(m.direction = 'received', m.amount, 0::hugeint) as arrived,
    if(m.direction = 'sent', m.amount, 0::hugeint) as departed
from moved m
semi join told g
    on g.chain_id = m.chain_id
    and g.block_number = m.block_number
    and g.transaction_index = m.transaction_index
    and g.direction = m.direction
    and coalesce(g.amount, m.amount) = m.amount
order by m.time, m.chain_id, m.block_number, m.log_index;
