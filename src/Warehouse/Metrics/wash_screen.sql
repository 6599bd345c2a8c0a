-- key: wash_screen
-- title: Sales that look like self-dealing
-- unit: base units of the token named in symbol, one row per suspected sale; confidence in parts per million
-- formula: price legs, their payer being the buyer of the job where an escrow pays (as buyers counts it), by the rule of the highest confidence: self = payer and payee are one address (1000000); entity = both belong to one entity (the weakest link of it that counts, see links); loop = the same token went from payee to payer by 1, 2 or 3 transfers, one after the other, each of at least 90 % of the price, all within 7 days before or after the sale and none through a contract, a declared exchange or an address that had sent to more than 100 others on one chain (700000, 500000, 300000); farm = the buyer, or its entity, was paid rewards and fee shares for the same asset, from the sale on and within 7 days, that come to half or more of all that it paid for the asset in those days (400000, and 600000 where they come to all of it)
-- definer: Souk
-- caveats: suspected, never proven: two honest parties may buy from each other, and who uses an asset may earn by it; rewards in another token than the price count at the day's price, and not where prices has none; loops through native coins, exchanges and mixers are not seen; a loop of more than 3 transfers is none; who has sent to more than 100 addresses is taken for a service, so a loop through such a one is not seen
with entity as materialized (
    from party.entity_at($as_of)
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
    select party_id from party.service_at($as_of)
),
since as materialized (
    select rollup.since($market, $as_of) as day
),
held_sale as materialized (
    from market.held_sale_at($market, $as_of)
),
-- Sales inside an entity.
related as (
    select
        s.chain_id, s.block_number, s.log_index, s.time, s.token_id, s.buyer_id as payer_id, s.payee_id, s.asset_key,
        b.confidence_ppm,
        sum(s.amount) as amount
    from market.sale_at($market, $as_of) s
    join entity b on b.address_id = s.buyer_id
    join entity p on p.address_id = s.payee_id
    where s.buyer_id <> s.payee_id
        and b.actor_id = p.actor_id
    group by all
),
-- No transfer before can close a loop that rollup.came_back does not tell.
first as materialized (
    select least((select day from since) - interval 14 day, (select min(time) from held_sale) - interval 7 day) as time
),
-- Sales to oneself and loops that rollup.came_back does not tell: of months that are not over, and of buyers behind a contract.
move as materialized (
    select t.chain_id, t.token_id, t.block_number, t.log_index, t.time, t.sender_id, t.recipient_id, t.amount
    from market.transfer t
    semi join (select chain_id, token_id from market.token where system = $market) using (chain_id, token_id)
    where t.time <= $as_of
        and t.time >= (select time from first)
        and t.sender_id <> t.recipient_id
        and t.sender_id not in (select address_id from service)
        and t.recipient_id not in (select address_id from service)
),
sender as materialized (
    select distinct sender_id from move
),
recipient as materialized (
    select distinct recipient_id from move
),
sale as materialized (
    select chain_id, block_number, log_index, time, token_id, buyer_id as payer_id, payee_id, asset_key, sum(amount) as amount
    from market.sale_at($market, $as_of)
    where time >= (select time from first) + interval 7 day
        and (buyer_id = payee_id or payee_id in (from sender) and buyer_id in (from recipient))
    group by all
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
-- Legs of buyers of an asset who were paid for it in about the same days: of months that are over from rollup.paid_back, of others and
-- of who belongs to an entity or buys through a contract from facts.
member as materialized (
    select address_id from entity
    union
    select buyer_id from held_sale
    union
    select payer_id from held_sale
),
own_leg as (
    select chain_id, block_number, log_index, time, role = 'price' as is_bought, token_id, payer_id, payee_id, asset_key, amount
    from rollup.paid_back
    where system = $market
        and month < (select day from since)
    union all
    select chain_id, block_number, log_index, time, role = 'price', token_id, payer_id, payee_id, asset_key, amount
    from rollup.paid_back_between(null, (select day from since)::timestamp, $as_of::timestamp + interval 1 microsecond)
    where system = $market
),
member_leg as (
    select chain_id, block_number, log_index, time, false as is_bought, token_id, payer_id, payee_id, asset_key, amount
    from market.payment
    where system = $market
        and time <= $as_of
        and role in ('reward', 'fee_share')
        and payee_id in (from member)
    union all
    select chain_id, block_number, log_index, time, true, token_id, buyer_id, payee_id, asset_key, amount
    from market.sale_at($market, $as_of)
    where buyer_id in (from member)
),
leg as materialized (
    select *, if(is_bought, payer_id, payee_id) as actor_id
    from own_leg
    where if(is_bought, payer_id, payee_id) not in (from member)
    union all
    select l.*, coalesce(e.actor_id, if(is_bought, payer_id, payee_id))
    from member_leg l
    left join entity e on e.address_id = if(is_bought, payer_id, payee_id)
    where l.asset_key is not null
),
bought as (
    from leg
    semi join (from leg where not is_bought) using (chain_id, asset_key, actor_id)
    where is_bought
        and amount > 0
),
-- Who bought what in which token, numbered.
pair as materialized (
    select chain_id, token_id, asset_key, actor_id, row_number() over () as pair_id
    from (select distinct chain_id, token_id, asset_key, actor_id from bought)
),
-- What a buyer paid and was paid for an asset, in the token of the price.
flow as (
    select k.pair_id, b.time, b.amount as paid, 0::hugeint as got, b.block_number, b.log_index, b.payer_id, b.payee_id
    from bought b
    join pair k using (chain_id, token_id, asset_key, actor_id)
    union all
    select
        k.pair_id, r.time, 0::hugeint,
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
    from (from leg where not is_bought) r
    join pair k using (chain_id, asset_key, actor_id)
    left join market.token t on t.chain_id = r.chain_id and t.token_id = r.token_id and t.system = $market
    left join market.token q on q.chain_id = k.chain_id and q.token_id = k.token_id and q.system = $market
    left join price c on c.day = r.time::date and c.chain_id = r.chain_id and c.symbol = t.symbol and c.quote_symbol = q.symbol
),
farmed as (
    select
        * exclude (paid, got),
        paid as amount,
        sum(paid) over week as paid,
        sum(got) over week as got
    from flow
    window week as (partition by pair_id order by time range between current row and interval 7 day following)
),
suspicion as (
    select
        k.chain_id, f.block_number, f.log_index, f.time, k.token_id, f.payer_id, f.payee_id, k.asset_key, sum(f.amount) as amount,
        'farm' as rule, if(f.got >= f.paid, 600000, 400000) as confidence_ppm
    from farmed f
    join pair k using (pair_id)
    where f.block_number is not null
        and f.got >= f.paid - (f.paid >> 1)
    group by all
    union all
    select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 'entity', confidence_ppm
    from related
    union all
    select
        chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount,
        if(transfers = 0, 'self', 'loop'), [1000000, 700000, 500000, 300000][transfers + 1]
    from (
        select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, transfers
        from rollup.came_back c
        where system = $market
            and month < (select day from since)
            and if(
                transfers = 0,
                (chain_id, payer_id) not in (select (chain_id, payer_id) from held_sale),
                payer_id not in (select address_id from service)
                    and payee_id not in (select address_id from service)
                    and first_id not in (select address_id from service)
                    and second_id not in (select address_id from service)
            )
        union all
        select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 0
        from sale
        where payer_id = payee_id
        union all
        select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 1
        from hop1
        where reached_id = payer_id
        union all
        select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 2
        from hop2
        where reached_id = payer_id
        union all
        select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 3
        from hop3
        where reached_id = payer_id
    )
),
suspected as materialized (
    select
        chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount,
        max((confidence_ppm, rule))[2] as rule,
        max(confidence_ppm) as confidence_ppm
    from suspicion
    group by all
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
