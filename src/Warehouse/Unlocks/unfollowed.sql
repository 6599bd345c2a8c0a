-- Which releases, rewards and transfers of declared wallets does moves.sql not follow, and why? One row per origin and reason. amount
-- is null for other tokens than the market's, which have no common unit.
with wallet as materialized (
    {{wallets}}
),
named as (
    select 'release' as origin, chain_id, block_number, token_id, amount, leg_log_index
    from market.release
    where system = $market and time <= $as_of
    union all
    select 'reward', chain_id, block_number, token_id, amount, leg_log_index
    from market.payment
    where system = $market and role = 'reward' and time <= $as_of
),
leg as (
    from named
    union all
    select 'wallet', t.chain_id, t.block_number, t.token_id, t.amount, t.log_index
    from market.transfer t
    join market.token k using (chain_id, token_id, system)
    anti join named l on l.chain_id = t.chain_id and l.block_number = t.block_number and l.leg_log_index = t.log_index
    where t.system = $market
        and k.is_market_token
        and t.time <= $as_of
        and t.sender_id in (select address_id from wallet)
),
own as materialized (
    {{owners}}
),
judged as (
    select
        l.origin,
        l.amount,
        case
            when not coalesce(k.is_market_token, false) then 'another token'
            when t.log_index is null then 'no transfer'
            when l.origin = 'wallet' and t.recipient_id in (select address_id from wallet) then 'to a declared wallet'
            -- It came and went at once: it is burned.
            when l.origin = 'wallet'
                and (
                    t.recipient_id = 0
                    or t.recipient_id in (select holder_id from market.holder where system = $market and class = 'sink')
                ) then null
            when t.recipient_id = 0 or t.recipient_id in (select holder_id from market.holder where system = $market)
                then 'to a contract of the market'
            when coalesce(s.own_id, t.sender_id) = coalesce(r.own_id, t.recipient_id) then 'within one party'
        end as reason
    from leg l
    left join (
        select chain_id, token_id, bool_or(is_market_token) as is_market_token
        from market.token
        where system = $market
        group by all
    ) k using (chain_id, token_id)
    left join market.transfer t
        on t.chain_id = l.chain_id
        and t.block_number = l.block_number
        and t.log_index = l.leg_log_index
        and t.token_id = l.token_id
        and t.system = $market
    left join own s on s.address_id = t.sender_id
    left join own r on r.address_id = t.recipient_id
)
select origin, reason, count(*) as events, if(reason = 'another token', null, sum(amount)) as amount
from judged
where reason is not null
group by origin, reason
order by origin, reason;
