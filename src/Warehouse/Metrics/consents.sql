-- key: consents
-- title: Assets of which people must agree, and uses without it
-- unit: consents, sales and parties, all time; one row per asset that needs consent or ever had one
-- formula: given and revoked = logs; standing = consents given, not taken back since, not run out at the last block, by party and purpose; sales = price legs of the asset; sales_without = of these those at which the asset was known to need consent and no consent to it stood
-- definer: Souk
-- caveats: whether it needs consent and whether it is encrypted is what was told last before each moment (market.asset_trait); any standing purpose counts, as no payment says what it is for; consent given off the chain is not seen
with given as (
    select
        *,
        lead((time, chain_id, block_number, log_index)) over (
            partition by asset_key, party_id, purpose order by time, chain_id, block_number, log_index
        ) as next_place
    from market.consent
    where system = $market and time <= $as_of
),
held as (
    select asset_key, (time, chain_id, block_number, log_index) as place, next_place, expires_at
    from given
    where action = 'given'
),
told as (
    select asset_key, time, chain_id, block_number, log_index, needs_consent, false as is_sale
    from market.asset_trait
    where system = $market and time <= $as_of and needs_consent is not null
    union all
    select asset_key, time, chain_id, block_number, log_index, null, true
    from market.payment
    where system = $market and role = 'price' and time <= $as_of
),
asked as (
    select
        *,
        coalesce(last_value(needs_consent ignore nulls) over (
            partition by asset_key order by time, chain_id, block_number, log_index, is_sale rows unbounded preceding
        ), false) as is_needed
    from told
    qualify is_sale
),
sale as (
    select
        a.asset_key,
        a.is_needed and not exists (
            from held h
            where h.asset_key = a.asset_key
                and h.place <= (a.time, a.chain_id, a.block_number, a.log_index)
                and coalesce(h.next_place > (a.time, a.chain_id, a.block_number, a.log_index), true)
                and coalesce(h.expires_at > a.time, true)
        ) as is_without
    from asked a
),
counted as (
    select asset_key, count(*) as sales, count(*) filter (is_without) as sales_without
    from sale
    group by asset_key
),
consented as (
    select
        asset_key,
        count(*) filter (action = 'given') as given,
        count(*) filter (action = 'revoked') as revoked,
        count(distinct coalesce(e.actor_id, party_id)) as parties
    from given
    left join party.actor($as_of, $by_entity) e on e.address_id = party_id
    group by asset_key
),
standing as (
    select asset_key, count(*) as standing
    from market.consent_at((
        select max(time)
        from chain.block
        where time <= $as_of
            and chain_id in (select chain_id from market.token where system = $market)
    ))
    where system = $market
    group by asset_key
)
select
    asset_key,
    t.is_encrypted,
    t.needs_consent,
    coalesce(c.given, 0) as given,
    coalesce(c.revoked, 0) as revoked,
    coalesce(s.standing, 0) as standing,
    coalesce(c.parties, 0) as parties,
    coalesce(p.sales, 0) as sales,
    coalesce(p.sales_without, 0) as sales_without
from consented c
full join (from market.asset_trait_at($as_of) where system = $market and needs_consent) t using (asset_key)
left join standing s using (asset_key)
left join counted p using (asset_key)
order by sales_without desc, asset_key;
