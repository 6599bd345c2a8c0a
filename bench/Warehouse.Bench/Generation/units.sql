-- What do people do? Units $from to $to, each of ten logs of one market in one block: a sale with its fee, a contribution,
-- a reward, a transfer among parties, a swap, and one of ten rarer things. Parties and assets are drawn by Zipf's law with
-- exponent 1: rank = count ^ uniform.
create or replace temp table unit as
with drawn as (
    select
        u,
        -- Fifty logs a block, two years of blocks, whatever the number of units.
        u // 5 + 1 as block,
        timestamp '2024-01-01 00:01:00' + to_microseconds((u // 5) * $block_micros) as time,
        (u % 5) * 10 as first_log,
        case when hash(u * 64) % 100 < 60 then 0 when hash(u * 64) % 100 < 85 then 1 when hash(u * 64) % 100 < 95 then 2 else 3 end as k,
        [1000 + power($parties, (hash(u * 64 + i) % 1000000007) / 1000000007.0)::integer for i in range(1, 9)] as who,
        power($assets, (hash(u * 64 + 20) % 1000000007) / 1000000007.0)::integer as asset,
        1000000000000000000::hugeint * (1 + hash(u * 64 + 30) % 100) + hash(u * 64 + 31) % 1000000007 as amount
    from range($from, $to) as units(u)
)
select *, 'market' || k as system, 10 + k as token, 'market' || k || '/a' || asset as asset_key
from drawn;

insert into market.transfer
select 1, block, first_log, u % 5, time, system, token, who[1], who[2], amount from unit
union all
select 1, block, first_log + 3, u % 5, time, system, token, 60 + k, who[3], amount // 10 from unit
union all
select 1, block, first_log + 5, u % 5, time, system, token, who[4], who[5], amount // 3 from unit
union all
select
    1, block, first_log + 6, u % 5, time, system, token, if(u % 2 = 0, who[6], 40 + k), if(u % 2 = 0, 40 + k, who[6]), amount // 7
from unit
union all
select 1, block, first_log + 9, u % 5, time, system, token, if(u % 10 = 3, who[7], 0), if(u % 10 = 3, 0, 60 + k), amount // 5
from unit
where u % 10 in (2, 3)
union all
select 1, block, first_log + 9, u % 5, time, system, token, if(u % 10 = 0, who[7], 30 + k), if(u % 10 = 0, 30 + k, who[7]), amount // 50
from unit
where u % 10 in (0, 1);

insert into market.payment
select
    1, block, first_log + 1, u % 5, time, system, role, token, who[1], payee, part, asset_key, 'transfer', first_log
from unit
cross join lateral (values ('price', who[2], amount - amount // 33), ('protocol_fee', 70 + k, amount // 33)) as legs(role, payee, part)
union all
select
    1, block, first_log + 4, u % 5, time, system, 'reward', token, 60 + k, who[3], amount // 10, asset_key, 'transfer', first_log + 3
from unit;

insert into market.entitlement
select 1, block, first_log + 1, time, system, asset_key, who[1] from unit;

insert into market.contribution
select 1, block, first_log + 2, time, system, asset_key, who[3], 1 + u % 9 from unit;

-- Reserves wander by half around 10 million tokens; a swap moves them by up to two parts in a thousand.
insert into market.pool_state
select 1, block, first_log + 7, time, system, 40 + k, token, 9, reserve, 50000000000000000000000000000000000000::hugeint // reserve,
    'uniswap_v2', 3000, 0
from (
    select
        *,
        10000000000000000000000000::hugeint
            + 1000000000000::hugeint * (5000000000000 * sin(u / 50000.0) + (hash(u * 64 + 40) % 20000000000)::bigint)::bigint as reserve
    from unit
);

insert into market.activity
select
    1, block, if(what = 'swap', first_log + 8, first_log + 9), time, system, what, who[if(what = 'swap', 6, 7)], token, amount // 7
from unit
cross join lateral (
    select unnest(case u % 10 when 2 then ['swap', 'mint'] when 4 then ['swap', 'claim'] when 8 then ['swap', 'liquidity'] else ['swap'] end)
) as acts(what);

insert into market.stake
select 1, block, first_log + 9, time, system, 30 + k, who[7], if(u % 10 = 0, 'stake', 'unstake'), token, amount // 50
from unit
where u % 10 in (0, 1);

insert into market.asset
select 1, block, first_log + 9, time, system, asset_key, if(asset % 4 = 0, 'model', 'dataset'), 'Asset ' || asset, who[8]
from unit
where u % 10 = 5;

insert into market.attribution
select 1, block, first_log + 9, time, system, asset_key, who[8], 'data_provider', (1 + u % 9) * 100000
from unit
where u % 10 = 6;

insert into market.licence
select 1, block, first_log + 9, time, system, asset_key, who[8], 'CC-BY-4.0'
from unit
where u % 10 = 7;

insert into market.release
select 1, block, first_log + 9, u % 5, time, system, 100 + 10 * k + u % 5, token, amount // 100, null
from unit
where u % 10 = 9;

insert into chain.block
select 1, block, hash(block)::uhugeint, block, hash(block - 1)::uhugeint, block - 1, min(time) from unit group by block;

insert into chain.log
select
    1, u.block, u.first_log + i, u.u % 5, hash(u.u)::uhugeint, u.u, 10 + u.k, 3, 1 + i, null, null, null, null, null, null,
    md5((u.u * 10 + i)::varchar)::blob
from unit u
cross join range(10) as logs(i);
