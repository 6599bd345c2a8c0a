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

-- What is vouched for? Each update is the oracle's word of a price.
insert into market.attestation
select chain_id, block_number, log_index, time, 'pyth', 'pyth/0x' || lower(hex(id)), contract_id, 'validation', true
from event.pyth_price_feeds_price_feed_update
where chain_id = $chain_id
    and block_number between $from_block and $to_block;

-- What do feeds say that a token of the manifest is worth? Neither the token nor the exponent stands in the event: both are the
-- feed's. Ids: public code (10 repositories or more each, which agree), reported; exponent: -8 for each, assumed. An update below 0
-- is kept: metrics decide what they believe.
insert into market.oracle_price
select
    e.chain_id, e.block_number, e.log_index, e.time, 'pyth', e.id, t.token_id, f.quote, e.price, e.conf, f.exponent,
    -- The last second of the year 9999 at most.
    make_timestamp(least(e.publish_time, 253402300799)::bigint * 1000000)
from event.pyth_price_feeds_price_feed_update e
join (
    values
        (unhex('7da003ada32eabbac855af3d22fcf0fe692cc589f0cfd5ced63cf0bdcc742efe'), 'FET', 'USD', -8),
        (unhex('eff7446475e218517566ea99e72a4abec2e1bd8498b43b7d8331e29dcb059389'), 'W', 'USD', -8),
        (unhex('3bd860bea28bf982fa06bcf358118064bb114086cc03993bd76197eaab0b8018'), 'ZRO', 'USD', -8),
        (unhex('2f95862b045670cd22bee3114c39763a4a08beeb663b145d283c31d7d1101c4f'), 'BNB', 'USD', -8)
) f(id, symbol, quote, exponent) using (id)
join market.token t on t.chain_id = e.chain_id and t.system = 'pyth' and t.symbol = f.symbol
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
