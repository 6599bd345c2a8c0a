-- key: emission_rows
-- title: Which moves are emission, gross and net
-- unit: base units of the market token, one row per mint after the first day, burn, and transfer to a dead address
-- formula: what each definition counts of a move. gross: mints. net: mints less burns and less what was sent to a dead address
-- definer: gross = Tokenomist (emissions without burns); net = Souk (emissions)
-- caveats: as emissions, whose columns emitted and net are the sums of these, so that what a bridge mints or burns is in neither (bridged_supply); the initial mint is neither
with token as (
    from market.token
    where system = $market and is_market_token
),
begun as (
    select min(t.time)::date as day
    from market.transfer t
    join token k using (chain_id, token_id, system)
    where t.time <= $as_of
),
counted as (
    select
        t.*, k.symbol, k.decimals,
        s.address_id is not null as is_sunk,
        if(t.sender_id = 0 and t.time::date > (select day from begun), t.amount, 0::hugeint) as gross,
        if(t.recipient_id = 0 or is_sunk, t.amount, 0::hugeint) as gone
    from market.transfer t
    join token k using (chain_id, token_id, system)
    left join (
        from chain.address
        where address = '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xDE\xAD'::blob
    ) s on s.address_id = t.recipient_id
    where t.time <= $as_of
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
anti join {{bridged_supply}} using (chain_id, block_number, log_index)
where gross > 0
    or gone > 0
order by time, chain_id, block_number, log_index;
