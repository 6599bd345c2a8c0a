-- key: wallet_footprint
-- title: What each wallet left behind
-- unit: rows of each kind by wallet, all time
-- formula: per address that is no contract of the market: sent and received = transfers; bought = price legs whose buyer it is; earned = price, reward, royalty and fee share legs received; contributed; staked = stakes and unstakes; acted = activities; bridged = messages between chains that name it. origins = how many of the three it has: contracts of the market (legs, contributions, stakes, activities), plain transfers, other chains
-- definer: Souk
-- caveats: events off chain belong to no wallet unless an import says so
with touch as (
    select sender_id as party_id, 'sent' as kind from market.transfer where system = $market and time <= $as_of
    union all
    select recipient_id, 'received' from market.transfer where system = $market and time <= $as_of
    union all
    select buyer_id, 'bought' from market.sale_at($market, $as_of)
    union all
    select payee_id, 'earned' from market.payment
    where system = $market and role in ('price', 'reward', 'royalty', 'fee_share') and time <= $as_of
    union all
    select contributor_id, 'contributed' from market.contribution where system = $market and time <= $as_of
    union all
    select party_id, 'staked' from market.stake where system = $market and time <= $as_of
    union all
    select party_id, 'acted' from market.activity where system = $market and party_id is not null and time <= $as_of
    union all
    select party_id, 'bridged' from market.message where system = $market and party_id is not null and time <= $as_of
)
select
    '0x' || lower(hex(a.address)) as wallet,
    count(*) filter (t.kind = 'sent') as sent,
    count(*) filter (t.kind = 'received') as received,
    count(*) filter (t.kind = 'bought') as bought,
    count(*) filter (t.kind = 'earned') as earned,
    count(*) filter (t.kind = 'contributed') as contributed,
    count(*) filter (t.kind = 'staked') as staked,
    count(*) filter (t.kind = 'acted') as acted,
    count(*) filter (t.kind = 'bridged') as bridged,
    (
        (count(*) filter (t.kind in ('sent', 'received')) > 0)::integer
        + (count(*) filter (t.kind in ('bought', 'earned', 'contributed', 'staked', 'acted')) > 0)::integer
        + (count(*) filter (t.kind = 'bridged') > 0)::integer
    ) as origins
from touch t
join chain.address a on a.address_id = t.party_id
where t.party_id <> 0
    and t.party_id not in (select address_id from chain.contract)
    and t.party_id not in (select holder_id from market.holder)
group by a.address
order by wallet;
