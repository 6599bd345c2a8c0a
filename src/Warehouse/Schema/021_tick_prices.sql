-- What are pools of ticks worth to somebody who buys or sells the market's token? Everything here looks along that token's own
-- price in the quote: where it is the pool's second token, ticks change their sign. Roots are square roots of that price of base
-- units, times 2^96. Pools whose price lies beyond tick +-415,000 are left out: no such price is one of money.

-- Bits 0 to 47 and 48 to 95.
create macro market.half_low(a) as a & 281474976710655::hugeint;
create macro market.half_high(a) as (a >> 48) & 281474976710655::hugeint;

-- floor(a x b / 2^96) of amounts from 0 on below 2^127, of which the result is, too. By halves of 48 bits: many times faster than
-- mul_div, which takes any divisor.
create macro market.shift_96(a, b) as
    a * (b >> 96) + (a >> 96) * (b & 79228162514264337593543950335)
    + market.half_high(a) * market.half_high(b)
    + ((market.half_high(a) * market.half_low(b) + market.half_low(a) * market.half_high(b)
        + ((market.half_low(a) * market.half_low(b)) >> 48)) >> 48);

-- The root at a tick within +-415,000: the product of powers of sqrt 1.0001, each floored. Less than 2 parts in 10^27 too low,
-- and less than 20 units below a root of 2^96.
create macro market.tick_root(tick) as list_reduce(
    list_prepend(79228162514264337593543950336::hugeint, [
        factor[if(tick < 0, 2, 1)] for factor, place in [
            [79232123823359799118286999567::hugeint, 79224201403219477170569942573], [79236085330515764027303304731, 79220240490215316061937756560],
            [79244008939048815603706035062, 79212319258289487113226433917], [79259858533276714757314932306, 79196479170490597288862688491],
            [79291567232598584799939703904, 79164808496886665658930780291], [79355022692464371645785046467, 79101505139923049997807806615],
            [79482085999252804386437311141, 78975050245229982702767995059], [79736823300114093921829183327, 78722746600537056721934508530],
            [80248749790819932309965073892, 78220554859095770638340573243], [81282483887344747381513967011, 77225761753129597550065289037],
            [83390072131320151908154831281, 75273969370139069689486932538], [87770609709833776024991924138, 71517125791179246722882903168],
            [97234110755111693312479820774, 64556580881331167221767657720], [119332217159966728226237229891, 52601903197458624361810746400],
            [179736315981702064433883588727, 34923947901690145425342545398], [407748233172238350107850275304, 15394552875315951095595078917],
            [2098478828474011932436660412517, 2991262837734375505310244437], [55581415166113811149459800483534, 112935262922445818024280873],
            [38992368544603139932233054999993551, 160982827401375763736068]
        ] if (abs(tick) >> (place - 1)) & 1 = 1
    ]),
    lambda root, factor: market.shift_96(root, factor)
);

-- floor(2^170 / root) by digits of 22 bits, and floor(2^192 / root) by one more, for roots below 2^104.
create macro market.inverse_rest(rest, root) as (rest << 22) % root;
create macro market.inverse_digit(rest, root) as (rest << 22) // root;

create macro market.inverse_170(root) as
    (((1::hugeint << 126) // root) << 44)
    + (market.inverse_digit((1::hugeint << 126) % root, root) << 22)
    + market.inverse_digit(market.inverse_rest((1::hugeint << 126) % root, root), root);

create macro market.inverse_192(root) as
    (market.inverse_170(root) << 22)
    + market.inverse_digit(market.inverse_rest(market.inverse_rest((1::hugeint << 126) % root, root), root), root);

-- 2^192 / root for roots from 2^66 up to 2^126: the root of the price seen from the other token. Up to 2 units off.
create macro market.inverse_root(root) as
    if(root < (1::hugeint << 104), market.inverse_192(root), market.inverse_170(root >> 22));

-- Where each pool stood after it was initialised or somebody swapped, with what it met: the root and the liquidity before.
-- inverse is the root of the price seen from the quote.
-- Amounts are above 0 where the pool received.
create macro market.tick_state_at(market, until) as table
with read as materialized (
    select
        s.chain_id, s.block_number, s.log_index, s.time, s.pool_id, p.token_id,
        p.token_id = p.token_0_id as is_first,
        if(is_first, p.token_1_id, p.token_0_id) as quote_token_id, p.fee_ppm,
        (('0x' || substr(hex(s.sqrt_price), 9, 16))::ubigint::hugeint << 64) + ('0x' || substr(hex(s.sqrt_price), 25, 16))::ubigint as root,
        s.liquidity,
        if(is_first, s.amount_0, s.amount_1) as token_in,
        if(is_first, s.amount_1, s.amount_0) as quote_in
    from market.tick_swap s
    join market.tick_pool p using (chain_id, system, pool_id)
    where s.system = market
        and s.time <= until
        and abs(s.tick) < 415000
),
turned as materialized (
    select *, market.inverse_root(root) as turned_root from read
)
select
    * exclude (is_first, turned_root) replace (if(is_first, root, turned_root) as root),
    if(is_first, turned_root, root) as inverse,
    lag(if(is_first, root, turned_root)) over pool as root_before,
    greatest(liquidity, lag(liquidity) over pool) as liquidity_before
from turned
window pool as (partition by chain_id, pool_id order by block_number, log_index);

-- What must be paid in for this many tokens to be left after the fee; floored.
create macro market.before_fee(tokens, fee_ppm) as
    tokens + tokens // (1000000 - fee_ppm) * fee_ppm + tokens % (1000000 - fee_ppm) * fee_ppm // (1000000 - fee_ppm);

-- Liquidity that begins (above 0) or ends at a tick, by day.
create macro market.tick_change_at(market, until) as table
select
    l.chain_id, l.pool_id, l.time::date as day,
    greatest(-415000, least(415000, if(p.token_id = p.token_0_id, edge.tick, -edge.tick))) as tick,
    sum(if(p.token_id = p.token_0_id, edge.change, -edge.change)) as change
from market.tick_liquidity l
join market.tick_pool p using (chain_id, system, pool_id)
cross join lateral (values (l.tick_lower, l.liquidity), (l.tick_upper, -l.liquidity)) as edge(tick, change)
where l.system = market
    and l.time <= until
group by all;

-- Ranges between two ticks, with the liquidity that positions give there at the asked time. inverse_lower is above inverse_upper.
create macro market.tick_range_at(market, until) as table
select
    chain_id, pool_id, liquidity,
    market.tick_root(tick) as root_lower, market.tick_root(tick_upper) as root_upper,
    market.tick_root(-tick) as inverse_lower, market.tick_root(-tick_upper) as inverse_upper
from (
    select
        chain_id, pool_id, tick,
        lead(tick) over pool as tick_upper,
        sum(change) over pool as liquidity
    from (select chain_id, pool_id, tick, sum(change) as change from market.tick_change_at(market, until) group by all)
    window pool as (partition by chain_id, pool_id order by tick)
)
where liquidity > 0
    and tick_upper is not null;

-- What a pool's positions hold, how deep it is at +-2 % of its price, and the most that can be sold at once, the fee in it, with a
-- mean price at most 2, 5 or 10 % below the pool's. Depth is quote that moves the price, before fees.
create macro market.tick_exit_at(market, until) as table
with recursive stood as materialized (
    select
        chain_id, pool_id, token_id, quote_token_id, fee_ppm::hugeint as fee_ppm,
        arg_max(root, (block_number, log_index)) as root,
        arg_max(inverse, (block_number, log_index)) as inverse
    from market.tick_state_at(market, until)
    group by all
),
pool as materialized (
    select
        *,
        market.shift_96(root, 78431879364700595886224713518) as root_down,
        market.shift_96(root, 80016521857016594389520272648) as root_up
    from stood
),
-- How far each range reaches below the price (quote), above it (tokens) and to both ends of +-2 %.
reach as materialized (
    select
        r.chain_id, r.pool_id, r.liquidity, r.root_lower, p.root, p.fee_ppm,
        least(r.root_upper, p.root) as high,
        greatest(r.inverse_upper, p.inverse) as inverse_high,
        greatest(least(r.root_upper, p.root) - r.root_lower, 0::hugeint) as quote,
        greatest(r.inverse_lower - greatest(r.inverse_upper, p.inverse), 0::hugeint) as sold,
        greatest(least(r.inverse_lower, p.inverse) - r.inverse_upper, 0::hugeint) as held,
        greatest(least(r.root_upper, p.root) - greatest(r.root_lower, p.root_down), 0::hugeint) as down,
        greatest(least(r.root_upper, p.root_up) - greatest(r.root_lower, p.root), 0::hugeint) as up
    from market.tick_range_at(market, until) r
    join pool p using (chain_id, pool_id)
),
amount as materialized (
    select
        * exclude (quote, sold, held, down, up),
        market.shift_96(liquidity, quote) as quote, market.shift_96(liquidity, sold) as sold,
        market.shift_96(liquidity, held) as held, market.shift_96(liquidity, down) as down, market.shift_96(liquidity, up) as up
    from reach
),
-- Below the price, from it downwards: what a seller meets. A range begins where the one above it was sold through.
met as materialized (
    select
        *,
        coalesce(sum(quote) over higher, 0::hugeint) as quote_before,
        coalesce(sum(sold) over higher, 0::hugeint) as sold_before
    from amount
    where root_lower < root
    window higher as (partition by chain_id, pool_id order by root_lower desc rows between unbounded preceding and 1 preceding)
),
-- Whether the mean price down to the upper and the lower end of a range is within the impact.
ends as materialized (
    select
        m.*, x.impact,
        market.before_fee(sold_before, fee_ppm) as gross_high,
        market.before_fee(sold_before + sold, fee_ppm) as gross_low
    from met m
    cross join (values (2), (5), (10)) x(impact)
),
worth as materialized (
    select *, market.shift_96(gross_high, root) as half_high, market.shift_96(gross_low, root) as half_low from ends
),
judged as materialized (
    select
        *,
        100 * quote_before >= (100 - impact) * market.shift_96(half_high, root) as is_high_within,
        100 * (quote_before + quote) >= (100 - impact) * market.shift_96(half_low, root) as is_low_within
    from worth
),
-- The lowest range that a seller reaches, halved until the root is found: high is within the impact, low is not.
halved as (
    select
        chain_id, pool_id, impact, liquidity, root, fee_ppm, high as range_high, inverse_high, quote_before, sold_before,
        if(is_low_within, root_lower, high) as high, root_lower as low
    from judged
    where is_high_within
    qualify row_number() over (partition by chain_id, pool_id, impact order by root_lower) = 1
    union all
    select
        chain_id, pool_id, impact, liquidity, root, fee_ppm, range_high, inverse_high, quote_before, sold_before,
        if(is_within, middle, high), if(is_within, low, middle)
    from (
        select *, 100 * quote >= (100 - impact) * market.shift_96(half, root) as is_within
        from (
            select *, market.shift_96(gross, root) as half
            from (
                select *, market.before_fee(sold_before + sold, fee_ppm) as gross
                from (
                    select
                        *,
                        quote_before + market.shift_96(liquidity, quote_reach) as quote,
                        market.shift_96(liquidity, sold_reach) as sold
                    from (
                        select *, range_high - middle as quote_reach, market.inverse_root(middle) - inverse_high as sold_reach
                        from (select *, (high + low) // 2 as middle from halved where high - low > 1)
                    )
                )
            )
        )
    )
),
stopped as materialized (
    select *, range_high - high as quote_reach, market.inverse_root(high) - inverse_high as sold_reach
    from halved
    where high - low <= 1
),
sale as materialized (
    select
        chain_id, pool_id, impact, fee_ppm,
        quote_before + market.shift_96(liquidity, quote_reach) as received,
        sold_before + market.shift_96(liquidity, greatest(sold_reach, 0::hugeint)) as sold
    from stopped
),
sums as (
    select
        chain_id, pool_id, sum(held) as token_reserve, sum(quote) as quote_reserve, sum(down) as depth_down, sum(up) as depth_up
    from amount
    group by all
)
select
    p.chain_id, p.pool_id, p.token_id, p.quote_token_id, s.token_reserve, s.quote_reserve, s.depth_down, s.depth_up,
    x.sellable_2, x.received_2, x.sellable_5, x.received_5, x.sellable_10, x.received_10
from pool p
join sums s using (chain_id, pool_id)
left join (
    select
        chain_id, pool_id,
        max(market.before_fee(sold, fee_ppm)) filter (impact = 2) as sellable_2, max(received) filter (impact = 2) as received_2,
        max(market.before_fee(sold, fee_ppm)) filter (impact = 5) as sellable_5, max(received) filter (impact = 5) as received_5,
        max(market.before_fee(sold, fee_ppm)) filter (impact = 10) as sellable_10, max(received) filter (impact = 10) as received_10
    from sale
    group by all
) x using (chain_id, pool_id);

-- Quote that a pool pays until its price is 2 % lower, at the end of each day on which somebody swapped or changed liquidity.
create macro market.tick_depth_at(market, until) as table
with stood as materialized (
    select chain_id, pool_id, time::date as day, arg_max(root, (block_number, log_index)) as root
    from market.tick_state_at(market, until)
    group by all
),
change as materialized (
    from market.tick_change_at(market, until)
),
closing as materialized (
    select chain_id, pool_id, day, last_value(root ignore nulls) over (partition by chain_id, pool_id order by day) as root
    from (
        select chain_id, pool_id, day, s.root
        from stood s
        full join (select distinct chain_id, pool_id, day from change) c using (chain_id, pool_id, day)
    )
),
low as materialized (
    select *, market.shift_96(root, 78431879364700595886224713518) as root_down
    from closing
    where root is not null
),
root as materialized (
    select tick, market.tick_root(tick) as root from (select distinct tick from change)
),
-- Liquidity above each tick, at the end of each day.
layer as (
    select
        l.chain_id, l.pool_id, l.day, l.root, l.root_down, c.tick, r.root as root_lower, sum(c.change) as change
    from low l
    join change c on c.chain_id = l.chain_id and c.pool_id = l.pool_id and c.day <= l.day
    join root r on r.tick = c.tick
    group by all
),
reach as materialized (
    select
        chain_id, pool_id, day,
        sum(change) over ticks as liquidity,
        greatest(least(lead(root_lower) over ticks, root) - greatest(root_lower, root_down), 0::hugeint) as reach
    from layer
    window ticks as (partition by chain_id, pool_id, day order by tick)
)
select l.chain_id, l.pool_id, l.day, coalesce(sum(market.shift_96(r.liquidity, r.reach)), 0::hugeint)::hugeint as depth
from low l
left join reach r on r.chain_id = l.chain_id and r.pool_id = l.pool_id and r.day = l.day and r.reach > 0
group by all;

-- Swaps of pools of ticks as market.swap_at has those of others. quote_before is what stands against the price's root in the
-- greater of the liquidity before and after: what a pool without ticks would hold.
create macro market.tick_swap_at(market, until) as table
select
    chain_id, block_number, log_index, time, pool_id, token_id, quote_token_id,
    token_in > 0 as is_sale, abs(token_in) as token_amount, abs(quote_in) as quote_amount,
    market.shift_96(liquidity_before, root_before) as quote_before
from market.tick_state_at(market, until)
where root_before is not null
    and ((token_in > 0 and quote_in < 0) or (token_in < 0 and quote_in > 0));
