-- Which feeds are there? One asset a feed, from its first update on.
insert into market.asset
select chain_id, block_number, log_index, time, 'pyth', 'pyth/0x' || lower(hex(id)), 'service', 'Feed 0x' || left(lower(hex(id)), 8), null
from (
    from event.pyth_price_feeds_price_feed_update
    where chain_id = $chain_id
        and block_number <= $to_block
    qualify row_number() over (partition by id order by block_number, log_index) = 1
)
where block_number >= $from_block;

-- What is vouched for? Each update is the oracle's word of a price; publish time, price and confidence are in the event table.
insert into market.attestation
select chain_id, block_number, log_index, time, 'pyth', 'pyth/0x' || lower(hex(id)), contract_id, 'validation', true
from event.pyth_price_feeds_price_feed_update
where chain_id = $chain_id
    and block_number between $from_block and $to_block;
