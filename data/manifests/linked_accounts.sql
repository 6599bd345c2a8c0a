-- Whose account is used on several chains? One address is one account on all of them; contracts are nobody's.
insert into market.identity
select
    m.chain_id, m.block_number, m.log_index, m.time, m.system, '{system}/account/0x' || lower(hex(a.address)), m.party_id,
    'linked', 'message', m.message_id
from market.message m
join chain.address a on a.address_id = m.party_id
where m.system = $system
    and m.chain_id = $chain_id
    and m.block_number between $from_block and $to_block
    and m.party_id not in (select address_id from chain.contract where chain_id = $chain_id);
