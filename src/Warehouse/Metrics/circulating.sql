-- key: circulating
-- title: Circulating supply, by whose definition
-- unit: base units of the market token, one row per chain and definition, at the last block; parts per million of the total
-- formula: sums of circulating_rows: total, unlocked (total - not yet vested), claimed (total - vesting contracts), token_terminal (claimed - treasury, team, foundation, investors), souk (claimed - treasury, foundation, staked, escrowed, sunk)
-- definer: named in each row; see circulating_rows
-- caveats: unlocked tokens that nobody claimed are in no market; one definition must not be compared with another's market capitalisation
select
    chain_id,
    symbol,
    decimals,
    definition,
    case definition
        when 'total' then 'ERC-20 totalSupply()' when 'unlocked' then 'Tokenomist' when 'claimed' then 'TokenUnlocks'
        when 'token_terminal' then 'Token Terminal' else 'Souk'
    end as definer,
    amount,
    if(total > 0, market.part(amount, 1000000::hugeint, total)::bigint, null) as share_ppm
from (
    unpivot (
        select
            chain_id, symbol, decimals, sum(total) as all_tokens, sum(total) as total, sum(unlocked) as unlocked,
            sum(claimed) as claimed, sum(token_terminal) as token_terminal, sum(souk) as souk
        from {{circulating_rows}}
        group by all
    )
    on total, unlocked, claimed, token_terminal, souk
    into name definition value amount
)
cross join lateral (select all_tokens as total)
order by chain_id, symbol, amount desc, definition;
