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
move as materialized (
    select t.chain_id, t.token_id, t.block_number, t.log_index, t.time, t.sender_id, t.recipient_id, t.amount
    from market.transfer t
    semi join (select chain_id, token_id from market.token where system = $market) using (chain_id, token_id)
    where t.time <= $as_of
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
-- Sales to oneself or inside an entity, and those that may be part of a loop: who was paid sent something, and who paid got something.
sale as materialized (
    select
        s.chain_id, s.block_number, s.log_index, s.time, s.token_id, s.buyer_id as payer_id, s.payee_id, s.asset_key,
        if(b.actor_id = p.actor_id, b.confidence_ppm, null) as linked_ppm,
        sum(s.amount) as amount
    from market.sale_at($market, $as_of) s
    left join entity b on b.address_id = s.buyer_id
    left join entity p on p.address_id = s.payee_id
    where s.buyer_id = s.payee_id
        or b.actor_id = p.actor_id
        or (s.payee_id in (from sender) and s.buyer_id in (from recipient))
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
-- An asset and a party as one number: two of them may share it, which only lets more through. A week begins on a Thursday.
bought as not materialized (
    select
        s.chain_id, s.block_number, s.log_index, s.time, s.token_id, s.buyer_id as payer_id, s.payee_id, s.asset_key, s.amount,
        coalesce(e.actor_id, s.buyer_id) as actor_id,
        hash(s.chain_id, s.asset_key, coalesce(e.actor_id, s.buyer_id)) as pair,
        epoch_us(s.time) // 604800000000 as week
    from market.sale_at($market, $as_of) s
    left join entity e on e.address_id = s.buyer_id
    where s.asset_key is not null
        and s.amount > 0
),
reward as not materialized (
    select
        p.chain_id, p.time, p.asset_key, coalesce(e.actor_id, p.payee_id) as actor_id, p.token_id, p.amount,
        hash(p.chain_id, p.asset_key, coalesce(e.actor_id, p.payee_id)) as pair,
        epoch_us(p.time) // 604800000000 as week
    from market.payment p
    left join entity e on e.address_id = p.payee_id
    where p.system = $market
        and p.time <= $as_of
        and p.role in ('reward', 'fee_share')
        and p.asset_key is not null
),
-- Purchases and rewards that rollup.paid_back does not tell: of months that are not over, of buyers behind a contract, of entities.
since as materialized (
    select rollup.since($market, $as_of) as day
),
held_sale as materialized (
    select chain_id, asset_key, buyer_id as party_id, time
    from market.held_sale_at($market, $as_of)
),
open_bought as (
    select s.chain_id, s.asset_key, coalesce(e.actor_id, s.party_id) as actor_id, epoch_us(s.time) // 604800000000 as week
    from (
        select chain_id, asset_key, payer_id as party_id, time
        from market.payment
        where system = $market
            and role = 'price'
            and time <= $as_of
            and time >= (select day from since) - interval 14 day
        union all
        select p.chain_id, p.asset_key, p.payer_id, p.time
        from market.payment p
        semi join entity e on e.address_id = p.payer_id
        where p.system = $market
            and p.role = 'price'
            and p.time <= $as_of
        union all
        from held_sale
    ) s
    left join entity e on e.address_id = s.party_id
),
open_reward as materialized (
    select s.chain_id, s.asset_key, coalesce(e.actor_id, s.party_id) as actor_id, epoch_us(s.time) // 604800000000 as week
    from (
        select chain_id, asset_key, payee_id as party_id, time
        from market.payment
        where system = $market
            and role in ('reward', 'fee_share')
            and time <= $as_of
            and time >= (select day from since)
        union all
        select p.chain_id, p.asset_key, p.payee_id, p.time
        from market.payment p
        semi join (select address_id from entity union select party_id from held_sale) o on o.address_id = p.payee_id
        where p.system = $market
            and p.role in ('reward', 'fee_share')
            and p.time <= $as_of
    ) s
    left join entity e on e.address_id = s.party_id
),
-- Weeks in which somebody bought an asset and was paid for it, then or in the next, and those next ones: nobody else farmed, and few
-- are left.
near as materialized (
    with met as (
        select hash(chain_id, asset_key, party_id) as pair, week::bigint as week
        from rollup.paid_back
        where system = $market
        union
        select hash(chain_id, asset_key, actor_id), week
        from open_bought
        semi join (from open_reward union all select * replace (week - 1 as week) from open_reward)
            using (chain_id, asset_key, actor_id, week)
    )
    select hash(pair, week) as place from met
    union
    select hash(pair, week + 1) from met
),
near_bought as materialized (
    from bought where hash(pair, week) in (from near)
),
-- What a buyer paid and was paid for an asset, in the token of the price.
flow as (
    select
        chain_id, token_id, asset_key, actor_id, time, amount as paid, 0::hugeint as got, block_number, log_index, payer_id, payee_id
    from near_bought
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
    from (from reward where hash(pair, week) in (from near)) r
    join (select distinct chain_id, token_id, asset_key, actor_id from near_bought) k using (chain_id, asset_key, actor_id)
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
    window week as (
        partition by chain_id, token_id, asset_key, actor_id order by time range between current row and interval 7 day following
    )
),
suspicion as (
    select
        chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, sum(amount) as amount, 'farm' as rule,
        if(got >= paid, 600000, 400000) as confidence_ppm
    from farmed
    where block_number is not null
        and got >= paid - (paid >> 1)
    group by all
    union all
    select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 'self', 1000000
    from sale
    where payer_id = payee_id
    union all
    select chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 'entity', linked_ppm
    from sale
    where payer_id <> payee_id
        and linked_ppm is not null
    union all
    select
        chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 'loop', 700000
    from hop1
    where reached_id = payer_id
    union all
    select
        chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 'loop', 500000
    from hop2
    where reached_id = payer_id
    union all
    select
        chain_id, block_number, log_index, time, token_id, payer_id, payee_id, asset_key, amount, 'loop', 300000
    from hop3
    where reached_id = payer_id
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
