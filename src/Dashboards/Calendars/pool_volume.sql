-- How much of a market's token do its pools turn over a day? Transfers into or out of pool contracts in the 30 days that end
-- with the last block that counts, divided by 30, floored. Changes of liquidity are in it; trades elsewhere are not.
select (coalesce(sum(t.amount), 0::hugeint) // 30)::hugeint as volume_per_day
from market.transfer t
join market.token k using (chain_id, token_id, system)
where t.system = $market
    and k.is_market_token
    and t.time <= $as_of
    and t.time > (
        select max(b.time)
        from chain.block b
        where b.time <= $as_of and b.chain_id in (select chain_id from market.token where system = $market)
    ) - interval 30 day
    and (
        t.sender_id in (select holder_id from market.holder where system = $market and class = 'pool')
        or t.recipient_id in (select holder_id from market.holder where system = $market and class = 'pool')
    );
