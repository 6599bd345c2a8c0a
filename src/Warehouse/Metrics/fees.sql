-- key: fees
-- title: Fees and revenue, by whose definition
-- unit: base units of the token named in symbol, per month
-- formula: sums of fee_rows; DefiLlama's fees = its revenue + its supply side
-- definer: a16z, DefiLlama, Token Terminal, as the column says; see fee_rows
-- caveats: as fee_rows; raw: sales between addresses of one person count; tokens are not added to each other
select
    date_trunc('month', day)::date as month,
    chain_id,
    symbol,
    decimals,
    sum(a16z_gmv) as a16z_gmv,
    sum(a16z_revenue) as a16z_revenue,
    sum(defillama_fees) as defillama_fees,
    sum(defillama_revenue) as defillama_revenue,
    sum(defillama_supply_side) as defillama_supply_side,
    sum(defillama_holders) as defillama_holders,
    sum(token_terminal_fees) as token_terminal_fees,
    sum(token_terminal_revenue) as token_terminal_revenue
from {{fee_rows}}
group by all
order by month, chain_id, symbol;
