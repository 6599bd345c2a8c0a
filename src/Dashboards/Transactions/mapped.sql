-- Which market facts do the logs of one block show? Kind, role and who, per log.
with shown as (
    select log_index, 'payment' as kind, role as what, system, payer_id as party_id, payee_id as other_id, amount, token_id, asset_key
    from market.payment where chain_id = $chain and block_number = $block
    union all
    select log_index, 'transfer', 'transfer', system, sender_id, recipient_id, amount, token_id, null
    from market.transfer where chain_id = $chain and block_number = $block
    union all
    select log_index, 'release', 'release', system, wallet_id, null, amount, token_id, null
    from market.release where chain_id = $chain and block_number = $block
    union all
    select log_index, 'contribution', 'contributed', system, contributor_id, null, null, null, asset_key
    from market.contribution where chain_id = $chain and block_number = $block
    union all
    select log_index, 'review', action, system, contributor_id, reviewer_id, null, null, asset_key
    from market.review where chain_id = $chain and block_number = $block
    union all
    select log_index, 'stake', action, system, party_id, staking_id, if(token_id is null, null, quantity), token_id, null
    from market.stake where chain_id = $chain and block_number = $block
    union all
    select log_index, 'activity', kind, system, party_id, null, amount, token_id, null
    from market.activity where chain_id = $chain and block_number = $block
    union all
    select log_index, 'asset', kind, system, owner_id, null, null, null, asset_key
    from market.asset where chain_id = $chain and block_number = $block
    union all
    select log_index, 'entitlement', 'access granted', system, party_id, null, null, null, asset_key
    from market.entitlement where chain_id = $chain and block_number = $block
    union all
    select log_index, 'document', encoding, system, contract_id, null, null, null, asset_key
    from market.document where chain_id = $chain and block_number = $block
    union all
    select log_index, 'provenance', verb, system, null, null, null, null, subject
    from market.provenance where chain_id = $chain and block_number = $block
    union all
    select log_index, 'attribution', role, system, party_id, null, null, null, asset_key
    from market.attribution where chain_id = $chain and block_number = $block
    union all
    select log_index, 'royalty_term', event, system, null, null, null, null, asset_key
    from market.royalty_term where chain_id = $chain and block_number = $block
    union all
    select log_index, 'licence', 'licence', system, party_id, null, null, null, asset_key
    from market.licence where chain_id = $chain and block_number = $block
    union all
    select log_index, 'attestation', kind, system, party_id, null, null, null, subject
    from market.attestation where chain_id = $chain and block_number = $block
    union all
    select log_index, 'message', direction, system, party_id, null, amount, token_id, null
    from market.message where chain_id = $chain and block_number = $block
    union all
    select log_index, 'control', rule, system, controlled_id, controller_id, null, null, null
    from market.control where chain_id = $chain and block_number = $block
    union all
    select log_index, 'pool_state', 'reserves', system, pool_id, null, token_reserve, token_id, null
    from market.pool_state where chain_id = $chain and block_number = $block
)
select
    m.log_index, m.kind, m.what, m.system,
    '0x' || lower(hex(a.address)) as party,
    '0x' || lower(hex(o.address)) as other,
    m.amount, coalesce(t.symbol, '') as symbol, coalesce(t.decimals, 0)::integer as decimals,
    coalesce(m.asset_key, '') as asset_key
from shown m
left join chain.address a on a.address_id = m.party_id
left join chain.address o on o.address_id = m.other_id
left join market.token t on t.chain_id = $chain and t.token_id = m.token_id and t.system = m.system
order by m.log_index, m.kind, m.what, m.system, party, other;
