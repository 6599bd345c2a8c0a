-- What does a party earn, where it passes on what it is paid? A price counts whole for its payee, and the royalties that go on out of it
-- once more for theirs: what parties are paid together is then more than buyers pay.

-- What did the payees of prices pass on? Royalties that the payee of a price pays in its transaction, in its token and after it. At most
-- what it is paid there: more than that it pays out of its own. One row a price leg from which something goes on: a royalty is of the
-- last price before it, and what is more than that price is of the transaction's others, the earliest first.
create macro market.passed_on_between(since, until) as table
with royalty as not materialized (
    select chain_id, block_number, transaction_index, log_index, time, system, token_id, payer_id as party_id, amount
    from market.payment
    where role = 'royalty'
        and time >= since
        and time <= until
),
leg as (
    select
        p.chain_id, p.block_number, p.transaction_index, p.log_index, p.time, p.system, p.token_id, p.payee_id as party_id, p.payer_id,
        p.asset_key, p.amount as price, 0::hugeint as royalty
    from market.payment p
    semi join royalty r
        on r.chain_id = p.chain_id
        and r.block_number = p.block_number
        and r.time = p.time
        and r.transaction_index = p.transaction_index
        and r.system = p.system
        and r.token_id = p.token_id
        and r.party_id = p.payee_id
    where p.role = 'price'
        and p.time >= since
        and p.time <= until
    union all
    select
        chain_id, block_number, transaction_index, log_index, time, system, token_id, party_id, null, null, 0::hugeint, amount
    from royalty
),
numbered as (
    select
        *,
        count(payer_id) over (
            partition by chain_id, system, block_number, time, transaction_index, token_id, party_id
            order by log_index, payer_id nulls last, asset_key, price
            rows unbounded preceding
        ) as sale
    from leg
),
sold as (
    select
        chain_id, block_number, transaction_index, time, system, token_id, party_id, sale, max(payer_id) as payer_id,
        max(asset_key) as asset_key, sum(price) as price, sum(royalty) as royalty
    from numbered
    where sale > 0
    group by all
)
select
    chain_id, block_number, transaction_index, time, system, token_id, party_id, payer_id, asset_key,
    least(
        price,
        royalty + greatest(
            sum(greatest(royalty - price, 0::hugeint)) over deal
                - coalesce(sum(greatest(price - royalty, 0::hugeint)) over earlier, 0::hugeint),
            0::hugeint
        )
    ) as amount
from sold
window
    deal as (partition by chain_id, system, block_number, time, transaction_index, token_id, party_id),
    earlier as (
        partition by chain_id, system, block_number, time, transaction_index, token_id, party_id
        order by sale
        rows between unbounded preceding and 1 preceding
    )
qualify amount > 0;

-- What was each party paid by month, in each role of a leg, and, below zero and of no leg, what did it pass on? In place of the macro of
-- migration 041: to be summed.
create macro rollup.earning_since(since, until) as table
select
    chain_id, date_trunc('month', time)::date as month, system, token_id, role, payee_id as party_id,
    sum(amount) as amount, count(*)::integer as legs
from market.payment
where time >= since and time <= until
group by all
union all
select chain_id, date_trunc('month', time)::date, system, token_id, 'passed_on', party_id, -sum(amount), 0
from market.passed_on_between(since, until)
group by all;

create or replace macro rollup.earning_between(chain, since, until) as table
from rollup.earning_since(since, until - interval 1 microsecond)
where chain_id = chain;

drop view rollup.earning_told;

create view rollup.earning_told as
select e.*
from rollup.earning_since(timestamp '0001-01-01', timestamp '9999-12-31') e
semi join rollup.rolled r on r.chain_id = e.chain_id and e.month < r.month;

-- As in migration 042, with what was passed on.
create or replace macro rollup.earning_of(market, until) as table
with since as materialized (
    select rollup.since(market, until) as day
)
select chain_id, month, token_id, role, party_id, amount, legs
from rollup.earning
where system = market
    and month < (select day from since)
union all
select chain_id, date_trunc('month', time)::date, token_id, role, payee_id, amount, 1
from market.payment
where system = market
    and time <= until
    and time >= (select day from since)
union all
select chain_id, date_trunc('month', time)::date, token_id, 'passed_on', party_id, -amount, 0
from market.passed_on_between((select day::timestamp from since), until)
where system = market;

-- What did parties of a market earn up to a moment? Prices, less what they pass on, rewards and royalties: to be summed. In no month is a
-- party's sum below zero, for a price and what is passed on out of it are of one transaction.
create macro rollup.earned_of(market, until) as table
select chain_id, month, token_id, party_id, amount, legs
from rollup.earning_of(market, until)
where role in ('price', 'reward', 'royalty', 'passed_on');

insert into rollup.earning
from rollup.earning_told
where role = 'passed_on';

-- Where tokens go of which nobody has the key, though the zero address they are not: total supplies count them.
create macro chain.dead_address() as '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xDE\xAD'::blob;

-- On which day did each of a market's own tokens begin? With its first transfer on its chain.
create macro market.began_at(market, until) as table
select t.chain_id, t.token_id, min(t.time)::date as day
from market.transfer t
join market.token k using (chain_id, token_id, system)
where t.system = market
    and k.is_market_token
    and t.time <= until
group by all;

-- Which transfers made or took away tokens of the market's own? What a token's first day on its chain mints is its initial supply there
-- and no emission, on a second chain as on the first. What a bridge moves is among them: metrics leave it out (bridged_supply).
create macro market.supply_move_at(market, until) as table
select
    t.chain_id, t.block_number, t.log_index, t.time, t.token_id, t.amount,
    if(t.sender_id = 0 and t.time::date > b.day, t.amount, 0::hugeint) as emitted,
    if(t.recipient_id = 0, t.amount, 0::hugeint) as burned,
    if(t.recipient_id = d.address_id, t.amount, 0::hugeint) as sunk
from market.transfer t
join market.began_at(market, until) b using (chain_id, token_id)
-- One row, of null where nothing was ever sent there.
cross join (select max(address_id) as address_id from chain.address where address = chain.dead_address()) d
where t.system = market
    and t.time <= until
    and (t.sender_id = 0 or t.recipient_id = 0 or t.recipient_id = d.address_id);

-- In which months since one may a party of a market have acted? To that of the last block up to a moment, with those in which nobody did.
create macro market.months_since(market, first, until) as generate_series(
    first::timestamp,
    (
        select max(time)
        from chain.block
        where time <= until
            and chain_id in (select chain_id from market.token where system = market)
    ),
    interval 1 month
)::date[];

-- floor(a x b / c) for a from 0 to c, b from 0 to 2^126 and c above 0 and below 2^126, bit by bit of b: where c is too wide for
-- market.mul_div, as reserves of a pool are from some 10^11 tokens of 18 decimals on.
create macro market.wide_quotient(a, b, c) as list_reduce(
    list_prepend(
        {'rest': 0::hugeint, 'quotient': 0::hugeint},
        [{'rest': a * ((b >> (125 - place)) & 1), 'quotient': c} for place in range(126)]
    ),
    lambda so_far, bit: {
        'rest': (so_far.rest * 2 + bit.rest) % bit.quotient,
        'quotient': so_far.quotient * 2 + (so_far.rest * 2 + bit.rest) // bit.quotient
    }
).quotient;

-- As in migration 024, and of pools of any width.
create or replace macro market.product_received(kind, n, d, fee_flat, reserve, quote, amount) as case
    when amount <= fee_flat then 0::hugeint
    when kind = 'subtensor_product' then
        (quote * 262144 - market.mul_div(quote * 262144, reserve, reserve + (amount - fee_flat) * n // d)) // 262144
    when d * reserve + n * (amount - fee_flat) < 81129638414606681695789005144064::hugeint then
        market.mul_div(n * (amount - fee_flat), quote, d * reserve + n * (amount - fee_flat))
    else market.wide_quotient(n * (amount - fee_flat), quote, d * reserve + n * (amount - fee_flat))
end;
