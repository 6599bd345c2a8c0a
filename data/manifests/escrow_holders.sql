-- Which contracts hold coins for buyers until work is done?
insert into market.holder
select chain_id, from_block, address_id, $system, 'escrow'
from chain.contract
where system = $system
    and kind = 'escrow'
    and chain_id = $chain_id
    and from_block between $from_block and $to_block;
