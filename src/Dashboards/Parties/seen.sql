-- Where was this address seen, as what, how often, and from when to when? One row per market and part that it took.
with party as (
    select address_id from chain.address where address = $address
),
act as (
    select system, 'sent tokens' as part, time from market.transfer where sender_id in (from party)
    union all
    select system, 'received tokens', time from market.transfer where recipient_id in (from party)
    union all
    select system, 'paid', time from market.payment where payer_id in (from party)
    union all
    select system, 'was paid', time from market.payment where payee_id in (from party)
    union all
    select system, 'contributed', time from market.contribution where contributor_id in (from party)
    union all
    select system, 'handed in work', time from market.review_at(null, timestamp '9999-01-01')
    where contributor_id in (from party) and action = 'submitted'
    union all
    select system, 'had work ' || action, time from market.review_at(null, timestamp '9999-01-01')
    where contributor_id in (from party) and action <> 'submitted'
    union all
    select system, 'judged work', time from market.review_at(null, timestamp '9999-01-01') where reviewer_id in (from party)
    union all
    select system, 'staked or unstaked', time from market.stake where party_id in (from party)
    union all
    select system, 'was granted access', time from market.entitlement where party_id in (from party)
    union all
    select system, 'registered assets', time from market.asset where owner_id in (from party)
    union all
    select system, 'attested', time from market.attestation where party_id in (from party)
    union all
    select c.system, 'is a contract: ' || c.name, b.time
    from chain.contract c
    join chain.block b on b.chain_id = c.chain_id and b.number = c.from_block
    where c.address_id in (from party)
)
select system, part, count(*) as times, min(time) as first, max(time) as last
from act
group by all
order by system, times desc, part;
