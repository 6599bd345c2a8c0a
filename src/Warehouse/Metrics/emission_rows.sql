-- key: emission_rows
-- title: Which moves are emission, gross and net
-- unit: base units of the market token, one row per mint after the first day, burn, and transfer to a dead address
-- formula: what each definition counts of a move. gross: mints. net: mints less burns and less what was sent to a dead address
-- definer: gross = Tokenomist (emissions without burns); net = Souk (emissions)
-- caveats: as emissions, whose columns emitted and net are the sums of these, so that what a bridge mints or burns is in neither (bridged_supply); the initial mint is neither
select
    m.time::date as day,
    m.chain_id,
    m.block_number,
    m.log_index,
    k.symbol,
    k.decimals,
    case
        when m.emitted > 0 then 'minted' when m.sunk > 0 then 'sunk' else 'burned'
    end as label,
    m.amount,
    m.emitted as gross,
    m.emitted - m.burned - m.sunk as net
from (
    from market.supply_move_at($market, $as_of)
    anti join {{bridged_supply}} using (chain_id, block_number, log_index)
) m
join market.token k on k.chain_id = m.chain_id and k.token_id = m.token_id and k.system = $market
where m.emitted > 0
    or m.burned + m.sunk > 0
order by m.time, m.chain_id, m.block_number, m.log_index;
