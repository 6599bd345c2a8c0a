-- What files say of a token is of the real one, and a development node has others of its name.

-- Tokens of markets that are on a chain which is not made up.
create view market.real_token as
from market.token
where is_market_token
    and chain_id not in (from chain.development);

-- As in migration 034, and only of real tokens.
create or replace view reference.promised_schedule as
with known as (
    select
        a.system, a.symbol, a.bucket, a.tokens, a.share_confidence, s.launched,
        a.cliff_months_min as cliff_months, a.vesting_months,
        -- tge_percent is of the supply too.
        least(a.tokens, if(a.share_percent = 0, 0::hugeint, market.mul_div(
            a.tokens,
            replace(a.tge_percent::varchar, '.', '')::hugeint,
            replace(a.share_percent::varchar, '.', '')::hugeint
        ))) as at_launch
    from reference.allocation a
    join reference.system s using (system)
    where a.part_of is null
        and a.tokens is not null
        and a.tge_percent is not null
        and a.cliff_months_min is not null
        and a.vesting_months is not null
        and s.launched is not null
        and (a.system, a.symbol) in (select (system, symbol) from market.real_token)
        and not exists (
            from market.schedule v
            join reference.bucket_contract c on c.system = v.system and c.contract = lower(v.bucket)
            where c.system = a.system and c.bucket = a.bucket
        )
)
select
    *,
    epoch(launched)::hugeint as launch_seconds,
    epoch(launched + to_months(cliff_months))::hugeint as start_seconds,
    epoch(launched + to_months(cliff_months + vesting_months))::hugeint
        - epoch(launched + to_months(cliff_months))::hugeint as duration_seconds
from known;
