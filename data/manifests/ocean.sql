-- Which transfers moved OCEAN?
insert into market.transfer
select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, 'ocean', t.contract_id, t."from", t."to", t.value
from event.ocean_ocean_token_transfer t
where t.chain_id = $chain_id
    and t.block_number between $from_block and $to_block
    and t.value is not null;

-- Which contracts hold OCEAN, and what for?
insert into market.holder
select chain_id, from_block, address_id, 'ocean', 'escrow'
from chain.contract
where system = 'ocean'
    and kind = 'fixed_rate_exchange'
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;

-- Which datasets can be bought? One datatoken is one access right. The factory names the data NFT, not a person, as a
-- datatoken's creator; the owner is whom the NFT was created for.
insert into market.asset
select
    e.chain_id, e.block_number, e.log_index, p.time, 'ocean', 'ocean/0x' || lower(hex(a.address)), 'dataset', e.name, n.admin
from event.ocean_nft_factory_token_created e
join chain.place p using (chain_id, block_number, log_index)
join chain.address a on a.address_id = e.new_token_address
left join event.ocean_nft_factory_nft_created n
    on n.chain_id = e.chain_id
    and n.new_token_address = e.creator
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who published them?
insert into market.contribution
select e.chain_id, e.block_number, e.log_index, p.time, 'ocean', 'ocean/0x' || lower(hex(a.address)), n.admin, 1
from event.ocean_nft_factory_token_created e
join chain.place p using (chain_id, block_number, log_index)
join chain.address a on a.address_id = e.new_token_address
join event.ocean_nft_factory_nft_created n
    on n.chain_id = e.chain_id
    and n.new_token_address = e.creator
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- What did buyers pay, to whom, and which fees were in it? All parts label one OCEAN transfer from buyer to exchange: the
-- last one before the swap's log. The exchange passes the consume market's fee on at once and keeps the others until they
-- are collected.
insert into market.payment
with purchases as (
    select
        s.*, x.exchange_owner, x.base_token, 'ocean/0x' || lower(hex(a.address)) as asset_key,
        (
            select max(t.log_index)
            from market.transfer t
            where t.chain_id = s.chain_id
                and t.block_number = s.block_number
                and t.transaction_index = s.transaction_index
                and t.log_index < s.log_index
                and t.token_id = x.base_token
                and t.sender_id = s.by
                and t.recipient_id = s.contract_id
                and t.amount = s.base_token_swapped_amount
        ) as leg_log_index,
        (
            select arg_max(f."to", f.log_index)
            from event.ocean_fixed_rate_exchange_consume_market_fee f
            where f.chain_id = s.chain_id
                and f.block_number = s.block_number
                and f.contract_id = s.contract_id
                and f.exchange_id = s.exchange_id
                and f.log_index < s.log_index
                and f.amount = s.consume_market_fee_amount
        ) as consume_market_id
    from event.ocean_fixed_rate_exchange_swapped s
    join event.ocean_fixed_rate_exchange_exchange_created x
        on x.chain_id = s.chain_id
        and x.contract_id = s.contract_id
        and x.exchange_id = s.exchange_id
        and x.datatoken = s.token_out_address
    join market.token k
        on k.chain_id = s.chain_id
        and k.token_id = x.base_token
        and k.system = 'ocean'
    join chain.address a on a.address_id = x.datatoken
    where s.chain_id = $chain_id
        and s.block_number between $from_block and $to_block
),
parts as (
    select *, 'price' as role, exchange_owner as payee_id,
        base_token_swapped_amount - market_fee_amount - ocean_fee_amount - consume_market_fee_amount as amount
    from purchases
    union all
    select *, 'market_fee', contract_id, market_fee_amount from purchases
    union all
    select *, 'market_fee', coalesce(consume_market_id, contract_id), consume_market_fee_amount from purchases
    union all
    select *, 'protocol_fee', contract_id, ocean_fee_amount from purchases
)
select
    chain_id, block_number, log_index, transaction_index, time, 'ocean', role, base_token, "by", payee_id, amount, asset_key,
    'transfer', leg_log_index
from parts
where amount > 0;

-- What did owners collect from the exchange? The event comes before its transfer.
insert into market.payment
select
    e.chain_id, e.block_number, e.log_index, p.transaction_index, p.time, 'ocean', 'release', e.token, e.contract_id, e."to",
    e.amount, 'ocean/0x' || lower(hex(a.address)), 'transfer',
    (
        select min(t.log_index)
        from market.transfer t
        where t.chain_id = e.chain_id
            and t.block_number = e.block_number
            and t.transaction_index = p.transaction_index
            and t.log_index > e.log_index
            and t.token_id = e.token
            and t.sender_id = e.contract_id
            and t.recipient_id = e."to"
            and t.amount = e.amount
    )
from event.ocean_fixed_rate_exchange_token_collected e
join chain.place p using (chain_id, block_number, log_index)
join event.ocean_fixed_rate_exchange_exchange_created x
    on x.chain_id = e.chain_id
    and x.contract_id = e.contract_id
    and x.exchange_id = e.exchange_id
    and x.base_token = e.token
join market.token k
    on k.chain_id = e.chain_id
    and k.token_id = e.token
    and k.system = 'ocean'
join chain.address a on a.address_id = x.datatoken
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block
    and e.amount > 0;

-- Who may use which dataset?
insert into market.entitlement
select e.chain_id, e.block_number, e.log_index, p.time, 'ocean', 'ocean/0x' || lower(hex(a.address)), e.consumer
from event.ocean_datatoken_order_started e
join chain.place p using (chain_id, block_number, log_index)
join chain.address a on a.address_id = e.contract_id
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;

-- Who claimed, swapped or received new tokens?
insert into market.activity
with shown as (
    select chain_id, block_number, log_index, 'claim' as kind, "to" as party_id, token as token_id, amount
    from event.ocean_fixed_rate_exchange_token_collected
    union all
    select chain_id, block_number, log_index, 'swap', "by", null, null
    from event.ocean_fixed_rate_exchange_swapped
    union all
    select chain_id, block_number, log_index, 'mint', "to", contract_id, value
    from event.ocean_ocean_token_transfer
    where "from" = 0
)
select s.chain_id, s.block_number, s.log_index, p.time, 'ocean', s.kind, s.party_id, s.token_id, s.amount
from shown s
join chain.place p using (chain_id, block_number, log_index)
where s.chain_id = $chain_id
    and s.block_number between $from_block and $to_block;

-- Which documents describe the data NFTs? The metadata event carries the document itself, so its URI is one that holds
-- it, and the SHA-256 of the plain document. Flags: 1 compressed, 2 encrypted; the decryptor keeps what is encrypted.
-- A token's URI is a document without a hash on chain.
insert into market.document
with described as (
    select chain_id, block_number, log_index, contract_id, decryptor_url, data, meta_data_hash, right(hex(flags), 1) as flag
    from event.ocean_data_nft_metadata_created
    union all
    select chain_id, block_number, log_index, contract_id, decryptor_url, data, meta_data_hash, right(hex(flags), 1)
    from event.ocean_data_nft_metadata_updated
),
pointed as (
    select
        chain_id, block_number, log_index, contract_id,
        case when flag in ('2', '3') then decryptor_url else 'data:application/json;base64,' || to_base64(data) end as uri,
        case when meta_data_hash <> repeat('\x00', 32)::blob then meta_data_hash end as hash,
        case when flag in ('2', '3') then 'encrypted' when flag = '1' then 'compressed' else 'plain' end as encoding
    from described
    union all
    select chain_id, block_number, log_index, new_token_address, token_uri, null, 'plain'
    from event.ocean_nft_factory_nft_created
    union all
    select chain_id, block_number, log_index, contract_id, token_uri, null, 'plain'
    from event.ocean_data_nft_token_uri_update
)
select
    d.chain_id, d.block_number, d.log_index, p.time, 'ocean', d.contract_id,
    (
        select 'ocean/0x' || lower(hex(min(a.address)))
        from event.ocean_nft_factory_token_created t
        join chain.address a on a.address_id = t.new_token_address
        where t.chain_id = d.chain_id
            and t.creator = d.contract_id
            and (t.block_number < d.block_number or (t.block_number = d.block_number and t.log_index < d.log_index))
    ),
    d.uri, d.hash, case when d.hash is not null then 'sha256' end, d.encoding
from pointed d
join chain.place p using (chain_id, block_number, log_index)
where d.chain_id = $chain_id
    and d.block_number between $from_block and $to_block
    and d.uri <> '';

-- Who made the data NFTs? The factory names who asked for each.
insert into market.control
select e.chain_id, e.block_number, e.log_index, p.time, 'ocean', e.new_token_address, e.creator, 'deployer'
from event.ocean_nft_factory_nft_created e
join chain.place p using (chain_id, block_number, log_index)
where e.chain_id = $chain_id
    and e.block_number between $from_block and $to_block;
