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
