-- With whom is this address linked, by which rule and how surely? And what do files declare of it?
select
    '0x' || lower(hex(if(a.address = $address, o.address, a.address))) as other, l.rule, l.confidence_ppm,
    l.chain_id, l.block_number, l.log_index
from party.link_at(timestamp '9999-12-31') l
join chain.address a on a.address_id = l.party_id
join chain.address o on o.address_id = l.other_id
where a.address = $address or o.address = $address
order by l.confidence_ppm desc, other, l.rule
limit 100;
