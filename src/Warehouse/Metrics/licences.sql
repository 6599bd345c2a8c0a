-- key: licences
-- title: Terms on record, and what was made of them
-- unit: grants, reuses and assets, all time; amounts in base units of the token named in symbol; parts per million; one row per terms and token in which they were paid
-- formula: of each terms_key what its registry says last (market.licence_term); assets = assets offered under it (market.licence); granted, reused, revoked = uses of it (market.licence_use); licensees = distinct parties that were granted it or reused under it; standing = grants that were neither revoked from the same licensee and asset afterwards nor have run out at the last block; paid = what its uses paid
-- definer: Souk
-- caveats: terms that a file of the asset states and no registry records have no row here; a licence that is not revoked on chain may have been off it
with last as (
    select max(time) as time
    from chain.block
    where time <= $as_of
        and chain_id in (select chain_id from market.token where system = $market)
),
said as (
    select
        terms_key,
        arg_max(author_id, (time, chain_id, block_number, log_index)) as author_id,
        min(time) as registered_at,
        arg_max(is_commercial, (time, chain_id, block_number, log_index)) as is_commercial,
        arg_max(allows_derivatives, (time, chain_id, block_number, log_index)) as allows_derivatives,
        arg_max(is_exclusive, (time, chain_id, block_number, log_index)) as is_exclusive,
        arg_max(royalty_ppm, (time, chain_id, block_number, log_index)) as royalty_ppm
    from market.licence_term
    where system = $market and time <= $as_of
    group by terms_key
),
offered as (
    select terms as terms_key, count(distinct asset_key) as assets
    from market.licence
    where system = $market and time <= $as_of
    group by terms
),
used as (
    select
        *, (time, chain_id, block_number, log_index) as place,
        max((time, chain_id, block_number, log_index)) filter (action = 'revoked') over (
            partition by terms_key, asset_key, licensee_id
        ) as revoked_at
    from market.licence_use
    where system = $market and time <= $as_of
),
counted as (
    select
        terms_key,
        count(*) filter (action = 'granted') as granted,
        count(*) filter (action = 'reused') as reused,
        count(*) filter (action = 'revoked') as revoked,
        count(distinct coalesce(e.actor_id, licensee_id)) filter (action <> 'revoked') as licensees,
        count(*) filter (
            action = 'granted' and coalesce(place > revoked_at, true) and coalesce(expires_at > last.time, true)
        ) as standing
    from used
    cross join last
    left join party.actor($as_of, $by_entity) e on e.address_id = licensee_id
    group by terms_key
),
paid as (
    select terms_key, chain_id, token_id, sum(amount) as paid
    from used
    where amount is not null
    group by all
)
select
    s.terms_key,
    '0x' || lower(hex(a.address)) as author,
    s.registered_at,
    s.is_commercial,
    s.allows_derivatives,
    s.is_exclusive,
    s.royalty_ppm,
    coalesce(o.assets, 0) as assets,
    coalesce(c.granted, 0) as granted,
    coalesce(c.reused, 0) as reused,
    coalesce(c.revoked, 0) as revoked,
    coalesce(c.standing, 0) as standing,
    coalesce(c.licensees, 0) as licensees,
    t.symbol,
    t.decimals,
    p.paid
from said s
left join offered o using (terms_key)
left join counted c using (terms_key)
left join paid p using (terms_key)
left join market.token t on t.chain_id = p.chain_id and t.token_id = p.token_id and t.system = $market
left join chain.address a on a.address_id = s.author_id
order by reused desc, granted desc, s.terms_key, t.symbol, p.chain_id, p.token_id;
