-- Does a label say whose an address is that holds or held a token of this market, and since when? One row, or none where none does.
-- Labels of other addresses change none of its numbers. Months first: they are rolled up.
with labelled as materialized (
    select a.address_id
    from party.label
    join chain.address a using (address)
),
began as (
    select min(month) as month
    from rollup.holding_of($market, timestamp '9999-12-31')
    where party_id in (from labelled)
    having count(*) > 0
)
select 'party.label' as name, min(t.time) as since
from began b
join market.transfer t on t.time >= b.month and t.time < b.month + interval 1 month
where t.system = $market
    and (t.recipient_id in (from labelled) or t.sender_id in (from labelled))
having count(*) > 0;
