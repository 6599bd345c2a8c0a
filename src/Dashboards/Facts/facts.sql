-- Which stored facts does a number of one market count? Rows of one kind, alike for all kinds: what happened, between whom,
-- how much, of which asset, and the log that shows it.
with kept as (
    select 'payment' as kind, chain_id, block_number, log_index, time, role as what, payer_id as party_id,
        payee_id as other_id, token_id, amount, asset_key,
        if(leg_log_index is null, evidence, evidence || ' in log ' || leg_log_index) as detail
    from market.payment where system = $market
    union all
    select 'transfer', chain_id, block_number, log_index, time,
        case when sender_id = 0 then 'mint' when recipient_id = 0 then 'burn' else 'transfer' end,
        sender_id, recipient_id, token_id, amount, null, ''
    from market.transfer where system = $market
    union all
    select 'release', r.chain_id, r.block_number, r.log_index, r.time, v.bucket, r.wallet_id, v.beneficiary_id, r.token_id,
        r.amount, null, if(r.leg_log_index is null, 'no transfer shows it', 'transfer in log ' || r.leg_log_index)
    from market.release r
    left join (
        select chain_id, wallet_id, any_value(bucket) as bucket, any_value(beneficiary_id) as beneficiary_id
        from market.vesting where system = $market group by all
    ) v using (chain_id, wallet_id)
    where r.system = $market
    union all
    select 'vesting', v.chain_id, v.block_number, null, b.time, v.bucket, v.wallet_id, v.beneficiary_id, v.token_id, null,
        null, if(
            v.stream_key <> '' and v.duration_seconds = 0, 'waits for a price',
            'from ' || make_timestamp((v.start_seconds * 1000000)::bigint)::date || ', cliff '
                || make_timestamp((v.cliff_seconds * 1000000)::bigint)::date || ', until '
                || make_timestamp(((v.start_seconds + v.duration_seconds) * 1000000)::bigint)::date
        )
    from market.schedule v
    join chain.block b on b.chain_id = v.chain_id and b.number = v.block_number
    where v.system = $market
    union all
    select 'contribution', chain_id, block_number, log_index, time, 'contributed', contributor_id, null, null, null,
        asset_key, quantity || if(quantity = 1, ' unit', ' units')
    from market.contribution where system = $market
    union all
    select 'review', chain_id, block_number, log_index, time, action, contributor_id, reviewer_id, null, null, asset_key,
        concat_ws(', ', work_key, channel, if(quality is null, null, quality || ' of ' || quality_max))
    from market.review_at($market, timestamp '9999-01-01')
    union all
    select 'stake', chain_id, block_number, log_index, time, action, party_id, staking_id, token_id,
        if(token_id is null, null, quantity), null, if(token_id is null, quantity || ' data points', '')
    from market.stake where system = $market
    union all
    select 'activity', chain_id, block_number, log_index, time, kind, party_id, null, token_id, amount, null, ''
    from market.activity where system = $market
    union all
    select 'asset', chain_id, block_number, log_index, time, kind, owner_id, null, null, null, asset_key, name
    from market.asset where system = $market
    union all
    select 'entitlement', chain_id, block_number, log_index, time, 'access granted', party_id, null, null, null, asset_key, ''
    from market.entitlement where system = $market
    union all
    select 'document', chain_id, block_number, log_index, time, status, contract_id, null, null, null, asset_key,
        concat_ws(': ', uri, nullif(reason, ''))
    from document.status where system = $market
    union all
    select 'provenance', chain_id, block_number, log_index, time, verb, null, null, null, null, subject,
        object || ', weight ' || weight || ', shown by ' || evidence
    from market.provenance where system = $market
    union all
    select 'attribution', chain_id, block_number, log_index, time, role, party_id, null, null, null, asset_key,
        coalesce(share_ppm || ' parts per million', 'no share said')
    from market.attribution where system = $market
    union all
    select 'royalty_term', chain_id, block_number, log_index, time, event, null, null, null, null, asset_key,
        share_ppm || ' parts per million'
    from market.royalty_term where system = $market
    union all
    select 'licence', chain_id, block_number, log_index, time, 'licence', party_id, null, null, null, asset_key, terms
    from market.licence where system = $market
    union all
    select 'attestation', chain_id, block_number, log_index, time, kind, party_id, null, null, null, subject,
        if(is_accepted, 'accepted', 'rejected')
    from market.attestation where system = $market
    union all
    select 'message', chain_id, block_number, log_index, time, direction, party_id, null, token_id, amount, null,
        protocol || ' 0x' || lower(hex(message_id)) || ', peer ' || peer
    from market.message where system = $market
    union all
    select 'control', chain_id, block_number, log_index, time, rule, controlled_id, controller_id, null, null, null, ''
    from market.control where system = $market
    union all
    select 'pool_state', chain_id, block_number, log_index, time, 'reserves', pool_id, null, token_id, token_reserve, null,
        'against ' || quote_reserve || ' base units of the quote token'
    from market.pool_state where system = $market
    union all
    -- Amounts are from the pool's side: it receives what is sold.
    select 'tick_swap', chain_id, block_number, log_index, time,
        case when token = 0 and quote = 0 then 'opened' when token > 0 then 'sold' else 'bought' end, pool_id, null, token_id,
        abs(token), null, 'against ' || abs(quote) || ' base units of the quote token'
    from (
        select
            s.*, p.token_id, if(p.token_id = p.token_0_id, s.amount_0, s.amount_1) as token,
            if(p.token_id = p.token_0_id, s.amount_1, s.amount_0) as quote
        from market.tick_swap s
        join market.tick_pool p using (chain_id, system, pool_id)
        where s.system = $market
    )
    union all
    select 'tick_liquidity', l.chain_id, l.block_number, l.log_index, l.time, if(l.liquidity > 0, 'added', 'removed'), l.pool_id,
        l.owner_id, p.token_id, null, null,
        'liquidity ' || abs(l.liquidity) || ' from tick ' || l.tick_lower || ' to tick ' || l.tick_upper
    from market.tick_liquidity l
    join market.tick_pool p using (chain_id, system, pool_id)
    where l.system = $market
),
token as (
    select chain_id, token_id, any_value(symbol) as symbol, any_value(decimals)::integer as decimals
    from market.token where system = $market group by all
),
fact as (
    select k.*, t.symbol, t.decimals
    from kept k
    left join token t using (chain_id, token_id)
    where k.kind = $kind
        and k.time >= $from
        and k.time < $until
        and ($what is null or k.what = $what)
        and ($asset is null or k.asset_key = $asset)
        and ($symbol is null or t.symbol = $symbol)
        and (
            $party is null
            or k.party_id in (select address_id from chain.address where address = $party)
            or k.other_id in (select address_id from chain.address where address = $party)
        )
),
page as (
    select * from fact
    order by time desc, chain_id, block_number desc, log_index desc, what, amount
    limit $count offset $skipped
)
select
    p.time, p.what,
    '0x' || lower(hex(a.address)) as party,
    '0x' || lower(hex(o.address)) as other,
    p.amount, coalesce(p.symbol, '') as symbol, coalesce(p.decimals, 0) as decimals,
    p.asset_key, p.detail, p.chain_id, p.block_number, p.log_index,
    '0x' || lower(printf('%032x', l.transaction_hash_high) || printf('%032x', l.transaction_hash_low)) as transaction_hash
from page p
left join chain.log l
    on l.chain_id = p.chain_id
    and l.block_number = p.block_number
    and l.log_index = p.log_index
left join chain.address a on a.address_id = p.party_id
left join chain.address o on o.address_id = p.other_id
order by p.time desc, p.chain_id, p.block_number desc, p.log_index desc, p.what, p.amount;
