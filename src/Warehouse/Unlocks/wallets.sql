-- Wallets that files declare to hold an allocation of the market's token that no contract shows, each with the allocation.
select a.address_id, min(p.bucket) as bucket
from reference.allocation p
join chain.address a on a.address = unhex(substr(p.watched, 3))
where p.system = $market
    and p.symbol in (select symbol from market.token where system = $market and is_market_token)
    and not exists (
        from market.schedule v
        join reference.bucket_contract c on c.system = v.system and c.contract = lower(v.bucket)
        where c.system = p.system and c.bucket = p.bucket
    )
group by a.address_id
