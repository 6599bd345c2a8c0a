-- key: role_earnings
-- title: Lifetime earnings by role
-- unit: base units of the token named in symbol, since the first block; parties
-- formula: what parties earned (as concentration has it): sum of price, reward and royalty legs, less the royalties that the payee of a price passes on out of it in its transaction, by what the payee is to the asset that the leg names, first match wins: its attributed role (market.attribution), owner (its registration names it), contributor (it contributed to it); of legs that name no asset: staker (paid by a staking contract), contributor (it contributed anything), else other. median = of the parties' sums, the lower one of two; most = the largest
-- definer: Souk
-- caveats: a party with several roles in an asset is paid in the first of them by name; one that earns in several roles counts in each; a fee share is earned by nobody before whoever gets it pays it out as rewards: fees and real_yield have it, and an address's statement has all that it received
with attributed as (
    select asset_key, party_id, min(role) as role
    from market.attribution
    where system = $market and time <= $as_of
    group by all
),
owner as (
    select asset_key, owner_id as party_id
    from market.asset
    where system = $market and time <= $as_of and owner_id is not null
),
contributor as (
    select asset_key, contributor_id as party_id
    from market.contribution
    where system = $market and time <= $as_of
),
leg as (
    select chain_id, token_id, payer_id, payee_id, asset_key, amount, 1 as legs
    from market.payment
    where system = $market
        and time <= $as_of
        and role in ('price', 'reward', 'royalty')
    union all
    -- A price is the whole one: what its payee passes on was never his.
    select chain_id, token_id, payer_id, party_id, asset_key, -amount, 0
    from market.passed_on_between(timestamp '0001-01-01', $as_of)
    where system = $market
),
earned as (
    select
        p.chain_id, p.token_id, p.legs, p.payee_id, p.amount,
        case
            when a.role is not null then a.role
            when (p.asset_key, p.payee_id) in (select (asset_key, party_id) from owner) then 'owner'
            when (p.asset_key, p.payee_id) in (select (asset_key, party_id) from contributor) then 'contributor'
            else 'other'
        end as role
    from leg p
    left join attributed a on a.asset_key = p.asset_key and a.party_id = p.payee_id
    where p.asset_key is not null
    union all
    select
        chain_id, token_id, legs, payee_id, amount,
        case
            when payer_id in (select holder_id from market.holder where system = $market and class = 'staking') then 'staker'
            when payee_id in (select contributor_id from market.contribution where system = $market and time <= $as_of)
                then 'contributor'
            else 'other'
        end
    from leg
    where asset_key is null
),
sums as (
    select
        p.role, p.chain_id, p.token_id, coalesce(e.actor_id, p.payee_id) as party_id, sum(p.legs) as legs, sum(p.amount) as amount
    from earned p
    left join party.actor($as_of, $by_entity) e on e.address_id = p.payee_id
    group by all
)
select
    s.role,
    t.symbol,
    t.decimals,
    count(*) as parties,
    sum(s.legs)::bigint as legs,
    sum(s.amount) as amount,
    quantile_disc(s.amount, 0.5) as median,
    max(s.amount) as most
from sums s
join market.token t on t.chain_id = s.chain_id and t.token_id = s.token_id and t.system = $market
group by s.role, t.symbol, t.decimals, s.chain_id
order by s.role, t.symbol, s.chain_id;
