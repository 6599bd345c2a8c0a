-- What did this address receive in all, by market, role and token, and what did it pass on of it, below zero and of no reward? Amounts,
-- which together may be more than 128 bits, in two halves.
with {{received}},
total as (
    select
        system, role, chain_id, token_id, count(*) as rewards, sum(amount >> 64) as high,
        sum(amount & 18446744073709551615::hugeint) as low
    from received
    group by all
    union all
    select
        system, 'passed_on', chain_id, token_id, 0, -sum(amount >> 64), -sum(amount & 18446744073709551615::hugeint)
    from market.passed_on_between(timestamp '0001-01-01', $as_of)
    where party_id in (select address_id from party)
    group by all
)
select
    r.system,
    r.role,
    coalesce(t.symbol, '0x' || lower(hex(k.address))) as symbol,
    coalesce(t.decimals, 0)::integer as decimals,
    sum(r.rewards)::integer as rewards,
    sum(r.high) as high,
    sum(r.low) as low
from total r
left join chain.address k on k.address_id = r.token_id
left join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = r.system
group by r.system, r.role, 3, 4;
