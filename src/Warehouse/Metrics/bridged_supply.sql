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
),
-- By equal columns alone: anything else would be asked of every pair.
candidate as materialized (
    from moved
    semi join told using (chain_id, block_number, transaction_index, direction)
),
bridged as (
    from candidate
    semi join (from told where amount is not null) using (chain_id, block_number, transaction_index, direction, amount)
    union
    from candidate
    semi join (from told where amount is null) using (chain_id, block_number, transaction_index, direction)
)
select
    time::date as day,
    chain_id,
    block_number,
    log_index,
    symbol,
    decimals,
    if(direction = 'received', amount, 0::hugeint) as arrived,
    if(direction = 'sent', amount, 0::hugeint) as departed
from bridged
order by time, chain_id, block_number, log_index;
