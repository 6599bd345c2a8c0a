-- How many days of people would a study of a market's people hold?
with act as (
    select sender_id as party_id from market.transfer where system = $market
    union
    select payer_id from market.payment where system = $market
    union
    select contributor_id from market.contribution where system = $market
    union
    select party_id from market.stake where system = $market
)
select
    count(*) * coalesce((
        select max(b.time)::date - (select min(time)::date from market.transfer where system = $market)
        from chain.block b
        where b.chain_id in (select chain_id from market.token where system = $market)
    ), 0) as days
from act
