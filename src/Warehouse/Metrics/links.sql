-- key: links
-- title: Links between addresses
-- unit: links; confidence in parts per million; the place of the log that shows it
-- formula: deployer = a contract and who granted the first role that it knows (in its constructor), or whom a factory names as its creator; signer = an account and who signs its payments; funding = an address and who gave it the first token that it ever had, where no payment leg labels that transfer and neither is a contract or a declared exchange; declared = addresses that a file gives to one entity. Confidence is the rule's (party.rule), or the lower of the two declared
-- definer: Souk
-- caveats: suspected, not proven; who signs for, or first funds, more than 10 addresses is taken for a service and links nobody; native coins leave no log, so funding by gas is not seen
with used as (
    select contributor_id as party_id from market.contribution where system = $market and time <= $as_of
    union
    select payer_id from market.payment where system = $market and time <= $as_of
    union
    select payee_id from market.payment where system = $market and time <= $as_of
    union
    select recipient_id from market.transfer where system = $market and time <= $as_of
    union
    select controlled_id from market.control where system = $market and time <= $as_of
    union
    select a.address_id from party.label join chain.address a using (address)
)
select
    '0x' || lower(hex(a.address)) as party,
    '0x' || lower(hex(o.address)) as other,
    l.rule,
    l.confidence_ppm,
    l.chain_id,
    l.block_number,
    l.log_index
from party.link_at($as_of) l
join chain.address a on a.address_id = l.party_id
join chain.address o on o.address_id = l.other_id
where l.party_id in (select party_id from used)
order by party, other, l.rule;
