-- What does this address hold of the tokens that markets count? Receipts less what it sent.
with party as (
    select address_id from chain.address where address = $address
),
moves as (
    select chain_id, token_id, system, amount from market.transfer where recipient_id in (from party)
    union all
    select chain_id, token_id, system, -amount from market.transfer where sender_id in (from party)
)
select m.system, t.symbol, t.decimals::integer as decimals, sum(m.amount) as balance
from moves m
join market.token t using (chain_id, token_id, system)
group by all
order by m.system, t.symbol;
