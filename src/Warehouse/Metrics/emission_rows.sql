-- key: emission_rows
-- title: Which moves are emission, gross and net
-- unit: base units of the market token, one row per mint after the first day, burn, and transfer to a dead address
-- formula: what each definition counts of a move. gross: mints. net: mints less burns and less what was sent to a dead address
-- definer: gross = Tokenomist (emissions without burns); net = Souk (emissions)
-- caveats: as emissions, whose columns emitted and net are the sums of these; the initial mint is neither
with moves as (
    select
        t.*, k.symbol, k.decimals,
        min(t.time::date) over () as first_day,
        r.address = '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xDE\xAD'::blob as is_sunk
    from market.transfer t
    join market.token k using (chain_id, token_id, system)
    join chain.address r on r.address_id = t.recipient_id
    where t.system = $market
        and k.is_market_token
        and t.time <= $as_of
),
counted as (
    select
        *,
        if(sender_id = 0 and time::date > first_day, amount, 0::hugeint) as gross,
        if(recipient_id = 0 or is_sunk, amount, 0::hugeint) as gone
    from moves
)
select
    time::date as day,
    chain_id,
    block_number,
    log_index,
    symbol,
    decimals,
    case
        when gross > 0 then 'minted' when is_sunk then 'sunk' else 'burned'
    end as label,
    amount,
    gross,
    gross - gone as net
from counted
where gross > 0
    or gone > 0
order by time, chain_id, block_number, log_index;
