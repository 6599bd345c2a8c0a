-- key: wash_screen
-- title: Sales that look like self-dealing
-- unit: base units of the token named in symbol, one row per suspected sale; confidence in parts per million
-- formula: price legs, their payer being the buyer of the job where an escrow pays (as buyers counts it), by the rule of the highest confidence: self = payer and payee are one address (1000000); entity = both belong to one entity (the weakest link of it that counts, see links); loop = the same token went from payee to payer by 1, 2 or 3 transfers, one after the other, each of at least 90 % of the price, all within 7 days before or after the sale and none through a contract, a declared exchange or an address that sent to more than 100 others (700000, 500000, 300000); farm = the buyer, or its entity, was paid rewards and fee shares for the same asset, from the sale on and within 7 days, that come to half or more of all that it paid for the asset in those days (400000, and 600000 where they come to all of it)
-- definer: Souk
-- caveats: suspected, never proven: two honest parties may buy from each other, and who uses an asset may earn by it; rewards in another token than the price count at the day's price, and not where prices has none; loops through native coins, exchanges and mixers are not seen; a loop of more than 3 transfers is none; who sends to more than 100 addresses is taken for a service, so a loop through such a one is not seen
with sale as materialized (
    select chain_id, block_number, log_index, time, token_id, buyer_id as payer_id, payee_id, asset_key, sum(amount) as amount
    from market.sale_at($market, $as_of)
    group by all
),
entity as materialized (
    from party.entity_at($as_of)
),
entity_link as (
    select e.actor_id, min(l.confidence_ppm) as confidence_ppm
    from party.link_at($as_of) l
    join entity e on e.address_id = l.party_id
    where l.confidence_ppm >= 500000
    group by e.actor_id
),
-- Who sent to more than 100 others is counted of a sixteenth of all recipients first: that finds most transfers' senders.
sent as materialized (
    select sender_id, recipient_id from market.transfer where time <= $as_of
),
plain_service as materialized (
    select sender_id
    from sent
    where recipient_id % 16 = 0
    group by sender_id
    having count(distinct recipient_id) > 100
),
service as materialized (
    select address_id from chain.contract
    union
    select holder_id from market.holder
    union
    select a.address_id from party.label l join chain.address a using (address) where l.class = 'exchange'
    union
    select 0
    union
    from plain_service
    union
    select sender_id
    from sent
    semi join (select sender_id from sent group by sender_id having count(*) > 100) using (sender_id)
    anti join plain_service using (sender_id)
    group by sender_id
    having count(distinct recipient_id) > 100
),
move as materialized (
    select distinct t.chain_id, t.token_id, t.block_number, t.log_index, t.time, t.sender_id, t.recipient_id, t.amount
    from market.transfer t
    where t.time <= $as_of
        and t.sender_id <> t.recipient_id
        and t.sender_id not in (select address_id from service)
        and t.recipient_id not in (select address_id from service)
),
hop1 as (
    select s.*, m.recipient_id as reached_id, m.time as at_time, m.block_number as at_block, m.log_index as at_log
    from sale s
    join move m
        on m.chain_id = s.chain_id
        and m.token_id = s.token_id
        and m.sender_id = s.payee_id
        and m.time between s.time - interval 7 day and s.time + interval 7 day
        and m.amount >= s.amount - market.floor_quotient(s.amount, 10::hugeint)
    where s.payer_id <> s.payee_id
        and s.amount > 0
),
hop2 as (
    select h.* exclude (reached_id, at_time, at_block, at_log),
        m.recipient_id as reached_id, m.time as at_time, m.block_number as at_block, m.log_index as at_log
    from hop1 h
    join move m
        on m.chain_id = h.chain_id
        and m.token_id = h.token_id
        and m.sender_id = h.reached_id
        and m.time between h.at_time and h.time + interval 7 day
        and (m.block_number, m.log_index) > (h.at_block, h.at_log)
        and m.amount >= h.amount - market.floor_quotient(h.amount, 10::hugeint)
    where h.reached_id <> h.payer_id
),
hop3 as (
    select h.* exclude (reached_id, at_time, at_block, at_log), m.recipient_id as reached_id
    from hop2 h
    join move m
        on m.chain_id = h.chain_id
        and m.token_id = h.token_id
        and m.sender_id = h.reached_id
        and m.time between h.at_time and h.time + interval 7 day
        and (m.block_number, m.log_index) > (h.at_block, h.at_log)
        and m.amount >= h.amount - market.floor_quotient(h.amount, 10::hugeint)
    where h.reached_id <> h.payer_id
        and h.reached_id <> h.payee_id
),
price as materialized (
    select day, chain_id, symbol, quote_symbol, decimals, quote_decimals, price_e18
    from {{prices}}
    where price_e18 is not null
),
bought as (
    select s.*, coalesce(e.actor_id, s.payer_id) as actor_id
    from sale s
    left join entity e on e.address_id = s.payer_id
    where s.asset_key is not null
        and s.amount > 0
),
reward as (
    select p.chain_id, p.time, p.asset_key, coalesce(e.actor_id, p.payee_id) as actor_id, p.token_id, p.amount
    from market.payment p
    left join entity e on e.address_id = p.payee_id
    where p.system = $market
        and p.time <= $as_of
        and p.role in ('reward', 'fee_share')
        and p.asset_key is not null
),
-- Who was paid for an asset in the week of a purchase of it or in the next: nobody else farmed, and few are left.
near as materialized (
    select distinct chain_id, asset_key, actor_id
    from (select *, time_bucket(interval 7 day, time) as week from bought)
    semi join (
        select chain_id, asset_key, actor_id, time_bucket(interval 7 day, time) as week from reward
        union all
        select chain_id, asset_key, actor_id, time_bucket(interval 7 day, time) - interval 7 day from reward
    ) using (chain_id, asset_key, actor_id, week)
),
-- What a buyer paid and was paid for an asset, in the token of the price.
flow as (
    select
        b.chain_id, b.token_id, b.asset_key, b.actor_id, b.time, b.amount as paid, 0::hugeint as got, b.block_number, b.log_index,
        b.payer_id, b.payee_id
    from bought b
    semi join near using (chain_id, asset_key, actor_id)
    union all
    select
        r.chain_id, k.token_id, r.asset_key, r.actor_id, r.time, 0::hugeint,
        case
            when r.token_id = k.token_id then r.amount
            else coalesce(
                market.mul_div(
                    r.amount, c.price_e18, ('1' || repeat('0', 18 + c.decimals::integer - c.quote_decimals::integer))::hugeint
                ),
                0::hugeint
            )
        end,
        null, null, null, null
    from reward r
    join (
        select distinct chain_id, token_id, asset_key, actor_id
        from bought
        semi join near using (chain_id, asset_key, actor_id)
    ) k using (chain_id, asset_key, actor_id)
    left join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
    left join market.token q on q.chain_id = k.chain_id and q.token_id = k.token_id and q.system = $market
    left join price c on c.day = r.time::date and c.chain_id = r.chain_id and c.symbol = t.symbol and c.quote_symbol = q.symbol
),
farmed as (
    select
        * exclude (paid, got),
        sum(paid) over week as paid,
        sum(got) over week as got
    from flow
    window week as (
        partition by chain_id, token_id, asset_key, actor_id order by time range between current row and interval 7 day following
    )
),
suspicion as (
    select
        chain_id, block_number, log_index, token_id, payer_id, payee_id, asset_key, 'farm' as rule,
        if(got >= paid, 600000, 400000) as confidence_ppm
    from farmed
    where block_number is not null
        and got >= paid - (paid >> 1)
    union all
    select chain_id, block_number, log_index, token_id, payer_id, payee_id, asset_key, 'self', 1000000
    from sale
    where payer_id = payee_id
    union all
    select s.chain_id, s.block_number, s.log_index, s.token_id, s.payer_id, s.payee_id, s.asset_key, 'entity', l.confidence_ppm
    from sale s
    join entity b on b.address_id = s.payer_id
    join entity p on p.address_id = s.payee_id and p.actor_id = b.actor_id
    join entity_link l on l.actor_id = b.actor_id
    where s.payer_id <> s.payee_id
    union all
    select chain_id, block_number, log_index, token_id, payer_id, payee_id, asset_key, 'loop', 700000
    from hop1
    where reached_id = payer_id
    union all
    select chain_id, block_number, log_index, token_id, payer_id, payee_id, asset_key, 'loop', 500000
    from hop2
    where reached_id = payer_id
    union all
    select chain_id, block_number, log_index, token_id, payer_id, payee_id, asset_key, 'loop', 300000
    from hop3
    where reached_id = payer_id
),
strongest as (
    select
        chain_id, block_number, log_index, token_id, payer_id, payee_id, asset_key,
        max((confidence_ppm, rule)) as found
    from suspicion
    group by all
),
suspected as materialized (
    select s.*, f.found[2] as rule, f.found[1] as confidence_ppm
    from strongest f
    join sale s
        on s.chain_id = f.chain_id
        and s.block_number = f.block_number
        and s.log_index = f.log_index
        and s.token_id = f.token_id
        and s.payer_id = f.payer_id
        and s.payee_id = f.payee_id
        and s.asset_key is not distinct from f.asset_key
)
select
    s.time,
    s.chain_id,
    s.block_number,
    s.log_index,
    '0x' || lower(hex(b.address)) as payer,
    '0x' || lower(hex(p.address)) as payee,
    coalesce(s.asset_key, '') as asset_key,
    t.symbol,
    t.decimals,
    s.amount,
    s.rule,
    s.confidence_ppm,
    'suspected (' || s.rule || ', ' || s.confidence_ppm // 10000 || ' %)' as verdict
from suspected s
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
join chain.address b on b.address_id = s.payer_id
join chain.address p on p.address_id = s.payee_id
order by s.time, s.chain_id, s.block_number, s.log_index, payer, payee, t.symbol;
