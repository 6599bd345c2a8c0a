-- Who earned most of each token, with what they earned of the others, and what all earned of it together?
with ranked as materialized (
    select
        *,
        row_number() over (partition by symbol, decimals order by amount desc, party) as place,
        sum(amount) over (partition by symbol, decimals) as total
    from whole
)
select
    party,
    symbol,
    decimals,
    amount,
    contributions,
    total
from ranked
where party in (select party from ranked where place <= 1000)
order by symbol, amount desc, party;
