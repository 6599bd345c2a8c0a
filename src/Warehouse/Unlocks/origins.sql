-- How many releases, rewards and transfers of declared wallets does moves.sql follow, at most?
select
    (select count(*) from market.release where system = $market and leg_log_index is not null and time <= $as_of)
    + (
        select count(*)
        from market.payment
        where system = $market and role = 'reward' and leg_log_index is not null and time <= $as_of
    )
    + (
        select count(*)
        from market.transfer t
        join market.token k using (chain_id, token_id, system)
        where t.system = $market
            and k.is_market_token
            and t.time <= $as_of
            and t.sender_id in (select address_id from ({{wallets}}))
    );
