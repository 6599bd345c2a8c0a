-- Under which terms does an asset stand, and who vouches for it? Licences, royalty terms, attributions, attestations, earliest
-- first.
with term as (
    select 'licence' as kind, terms as says, party_id, chain_id, block_number, log_index, time
    from market.licence where asset_key = $asset
    union all
    select 'royalty, per ' || event, (share_ppm / 10000)::varchar || ' % goes upstream', null, chain_id, block_number, log_index, time
    from market.royalty_term where asset_key = $asset
    union all
    select 'attribution', role || case when share_ppm = 0 then ', ended' when share_ppm is not null then ', ' || (share_ppm / 10000)::varchar || ' %' else '' end, party_id, chain_id, block_number, log_index, time
    from market.attribution where asset_key = $asset
    union all
    select 'attestation', kind || if(is_accepted, ', accepted', ', rejected'), party_id, chain_id, block_number, log_index, time
    from market.attestation where subject = $asset
    union all
    select 'registration', kind || ' ' || name, owner_id, chain_id, block_number, log_index, time
    from market.asset where asset_key = $asset
    union all
    select 'metadata', 'hash 0x' || lower(hex(content_hash)) || '; what they say is not on chain', null, chain_id, block_number, log_index, time
    from market.asset_trait where asset_key = $asset and content_hash is not null
    union all
    select 'document, ' || status, uri, null, chain_id, block_number, log_index, time
    from document.status where asset_key = $asset
)
select t.time, t.kind, t.says, '0x' || lower(hex(a.address)) as party, t.chain_id, t.block_number, t.log_index
from term t
left join chain.address a on a.address_id = t.party_id
order by t.time, t.chain_id, t.block_number, t.log_index, t.kind
limit 200;
