-- How is a quotient of wide integers planned in little time? An argument of a macro is written out wherever its body names it, so that
-- a division was planned as hundreds of operations, and a metric that divides a few times took longer to plan than to run. Lambdas name
-- what is used again. Every result is as before.

-- One step of a long division: what is left, and the quotient so far. Doubles guess a digit; what is left is then within a divisor
-- of where it belongs, either way, and the next digit or the end makes up for it.
create macro market.guessed_digit(rest, quotient, dividend, digit, c) as [
    rest * 524288 + dividend * digit - market.guess(rest * 524288 + dividend * digit, c) * c,
    quotient * 524288 + market.guess(rest * 524288 + dividend * digit, c)
];

-- floor(a x b / c) for a from 0 to c, b from 0 on and c above 0 and below 2^106, whose quotient fits: by digits of 19 bits.
create macro market.long_quotient(a, b, c) as list_transform(
    [a],
    lambda dividend: list_transform(
        [
            list_reduce(
                [
                    [b >> 114],
                    [(b >> 95) & 524287],
                    [(b >> 76) & 524287],
                    [(b >> 57) & 524287],
                    [(b >> 38) & 524287],
                    [(b >> 19) & 524287],
                    [b & 524287]
                ],
                lambda division, digit: market.guessed_digit(division[1], division[2], dividend, digit[1], c),
                [0::hugeint, 0::hugeint]
            )
        ],
        lambda division: division[2] - (division[1] < 0)::hugeint + (division[1] >= c)::hugeint
    )[1]
)[1];

-- As in migration 040, only that products which do not fit are divided by long_quotient.
create or replace macro market.mul_div(a, b, c) as case
    when a::double * b::double between 0 and 8e37 and a::double * b::double < c::double * 6e29 then market.far_quotient(a * b, c)
    when b = 0 or a <= 170141183460469231731687303715884105727::hugeint // b then a * b // c
    else (a // c) * b + market.long_quotient(a % c, b, c)
end;

create or replace macro market.part(a, b, c) as case
    when a::double * b::double between 0 and 8e37 and a::double * b::double < c::double * 5e14 then market.near_quotient(a * b, c)
    when a <= 170141183460469231731687303715884105727::hugeint // b then a * b // c
    when c < 81129638414606681695789005144064::hugeint then (a // c) * b + market.long_quotient(a % c, b, c)
    else market.quotient_wide((a >> 27) * b // ((c >> 27) + 1), a, b, c)
end;

-- As in migration 024.
create or replace macro market.root_floor(n) as list_transform(
    [n::hugeint],
    lambda square: market.root_down(
        square, market.root_step(square, market.root_step(square, sqrt(square::double)::hugeint + 1))
    )
)[1];

create or replace macro market.sellable_most(b, c, pn) as list_transform(
    [b],
    lambda reach: if(
        reach <= 0 or reach * reach < c, 0::hugeint, (reach + market.root_floor(reach * reach - c)) // (2 * pn)
    )
)[1];

-- What long divisions were made of.
drop macro market.rest_1;
drop macro market.rest_2;
drop macro market.rest_3;
drop macro market.rest_4;
drop macro market.rest_5;
drop macro market.rest_6;
drop macro market.rest_of;
drop macro market.quotient;
drop macro market.digit;
