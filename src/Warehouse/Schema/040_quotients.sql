-- How is a quotient of wide integers found without a long division? DuckDB divides 128-bit integers bit by bit, some 0.9
-- microseconds each, as much as eighty products. Doubles guess; the remainder, in integers, tells by how much the guess is off,
-- so every result is exact, as before.

-- floor(p / c) for p from 0 to 2^126, c above 0 and a quotient below 2^49: a guess is then off by less than 1, either way.
create macro market.guess(p, c) as floor(p::double / c::double)::hugeint;

create macro market.guess_rest(p, c) as p - market.guess(p, c) * c;

create macro market.near_quotient(p, c) as
    market.guess(p, c) - (market.guess_rest(p, c) < 0)::hugeint + (market.guess_rest(p, c) >= c)::hugeint;

-- floor(p / c) for p from 0 to 2^126, c above 0 and a quotient below 2^99: what a guess leaves is below 2^48 divisors, either way,
-- and is guessed again.
create macro market.far_rest(p, c) as
    market.guess_rest(p, c) - market.guess(market.guess_rest(p, c), c) * c;

create macro market.far_quotient(p, c) as
    market.guess(p, c) + market.guess(market.guess_rest(p, c), c)
    - (market.far_rest(p, c) < 0)::hugeint + (market.far_rest(p, c) >= c)::hugeint;

-- floor(p / c) for p from 0 on and c above 0. Null where either is.
create macro market.floor_quotient(p, c) as case
    when p::double between 0 and 8e37 and p::double < c::double * 6e29 then market.far_quotient(p, c)
    else p // c
end;

-- As in migration 011, only that products that fit 126 bits are divided by floor_quotient.
create or replace macro market.mul_div(a, b, c) as case
    when a::double * b::double between 0 and 8e37 and a::double * b::double < c::double * 6e29 then market.far_quotient(a * b, c)
    when b = 0 or a <= 170141183460469231731687303715884105727::hugeint // b then a * b // c
    else (a // c) * b
        + market.quotient(0::hugeint, a % c, market.digit(b, 6), c) * (1::hugeint << 120)
        + market.quotient(market.rest_6(a % c, b, c), a % c, market.digit(b, 5), c) * (1::hugeint << 100)
        + market.quotient(market.rest_5(a % c, b, c), a % c, market.digit(b, 4), c) * (1::hugeint << 80)
        + market.quotient(market.rest_4(a % c, b, c), a % c, market.digit(b, 3), c) * (1::hugeint << 60)
        + market.quotient(market.rest_3(a % c, b, c), a % c, market.digit(b, 2), c) * (1::hugeint << 40)
        + market.quotient(market.rest_2(a % c, b, c), a % c, market.digit(b, 1), c) * (1::hugeint << 20)
        + market.quotient(market.rest_1(a % c, b, c), a % c, market.digit(b, 0), c)
end;

-- As in migration 035, only that quotients of products that fit 126 bits are guessed.
create or replace macro market.part(a, b, c) as case
    when a::double * b::double between 0 and 8e37 and a::double * b::double < c::double * 5e14 then market.near_quotient(a * b, c)
    when a <= 170141183460469231731687303715884105727::hugeint // b then a * b // c
    when c < 81129638414606681695789005144064::hugeint then market.mul_div(a, b, c)
    else market.quotient_wide((a >> 27) * b // ((c >> 27) + 1), a, b, c)
end;
