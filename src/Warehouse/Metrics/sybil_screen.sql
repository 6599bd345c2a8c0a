-- key: sybil_screen
-- title: Wallets that look like one person's
-- unit: number of wallets, contributions and rewards; base units of the token named in symbol; one row per group and token; confidence in parts per million
-- formula: a group = wallets that one address funded first (party.first_funding) or signs for, of which 3 or more contributed or were paid a reward, fee share or released allocation; alike = the most of those that were funded on one day, or with one amount of one token. confidence: signed 900000; funded 600000 where at least 3 and half or more of them are alike, else 300000, and from 11 wallets on 270000, since services fund strangers. share = what the group was paid / all rewards in that token
-- definer: Souk
-- caveats: suspected, never proven: schools, employers and faucets fund many people; exchanges that a label declares and contracts are no funders, and a group that an undeclared exchange funded shows here; links leaves funders of more than 10 out, this does not; wallets that were funded in a coin without a log are not seen
with service as (
    select address_id from chain.contract
    union
    select holder_id from market.holder
    union
    select a.address_id from party.label l join chain.address a using (address) where l.class = 'exchange'
    union
    select 0
),
contributed as (
    select contributor_id as party_id, count(*) as contributions
    from market.contribution
    where system = $market and time <= $as_of
    group by all
),
paid as (
    select payee_id as party_id, chain_id, token_id, count(*) as rewards, sum(amount) as amount
    from market.payment
    where system = $market and time <= $as_of and role in ('reward', 'fee_share')
    group by all
    union all
    select t.recipient_id, r.chain_id, r.token_id, count(*), sum(r.amount)
    from market.release r
    join market.transfer t
        on t.chain_id = r.chain_id and t.block_number = r.block_number and t.log_index = r.leg_log_index and t.system = r.system
    where r.system = $market and r.time <= $as_of
    group by all
),
active as (
    select party_id from contributed
    union
    select party_id from paid
),
funding as (
    select f.party_id, f.funder_id, min(t.time)::date as day, min((t.chain_id, t.token_id, t.amount)) as amount
    from party.first_funding($as_of) f
    semi join active on active.party_id = f.party_id
    join market.transfer t
        on t.chain_id = f.chain_id
        and t.block_number = f.block_number
        and t.log_index = f.log_index
        and t.recipient_id = f.party_id
    where f.funder_id not in (select address_id from service)
        and f.party_id not in (select address_id from service)
        and f.funder_id <> f.party_id
    group by all
),
tied as (
    select funder_id as behind_id, party_id, 'funding' as rule, day, amount
    from funding
    union all
    select distinct controller_id, controlled_id, 'signer', null, null
    from market.control
    where rule = 'signer'
        and time <= $as_of
        and controller_id <> controlled_id
        and controller_id <> 0
),
member as (
    select *
    from tied
    semi join active using (party_id)
),
alike as (
    select behind_id, rule, max(wallets) as wallets
    from (
        select behind_id, rule, count(*) as wallets from member where day is not null group by behind_id, rule, day
        union all
        select behind_id, rule, count(*) from member where amount is not null group by behind_id, rule, amount
    )
    group by all
),
counted as (
    select m.behind_id, m.rule, count(*) as wallets, coalesce(any_value(a.wallets), 0) as alike
    from member m
    left join alike a using (behind_id, rule)
    group by all
    having count(*) >= 3
),
earned as (
    select m.behind_id, m.rule, p.chain_id, p.token_id, sum(p.rewards)::bigint as rewards, sum(p.amount) as amount
    from member m
    join paid p using (party_id)
    group by all
),
gave as (
    select m.behind_id, m.rule, sum(c.contributions)::bigint as contributions
    from member m
    join contributed c using (party_id)
    group by all
),
whole as (
    select chain_id, token_id, sum(amount) as amount
    from paid
    group by all
)
select
    '0x' || lower(hex(a.address)) as behind,
    c.rule,
    c.wallets,
    c.alike,
    coalesce(g.contributions, 0)::bigint as contributions,
    coalesce(e.rewards, 0)::bigint as rewards,
    t.symbol,
    t.decimals,
    e.amount,
    market.part(e.amount, 1000000::hugeint, nullif(w.amount, 0::hugeint))::bigint as share_ppm,
    s.confidence_ppm,
    'suspected (' || c.rule || ', ' || s.confidence_ppm // 10000 || ' %)' as verdict
from counted c
join chain.address a on a.address_id = c.behind_id
cross join lateral (
    select case
        when c.rule = 'signer' then 900000
        when 2 * c.alike >= c.wallets and c.alike >= 3 then 600000
        when c.wallets > 10 then 270000
        else 300000
    end as confidence_ppm
) s
left join gave g using (behind_id, rule)
left join earned e using (behind_id, rule)
left join market.token t on t.chain_id = e.chain_id and t.token_id = e.token_id and t.system = $market
left join whole w on w.chain_id = e.chain_id and w.token_id = e.token_id
order by s.confidence_ppm desc, c.wallets desc, behind, c.rule, t.symbol, e.chain_id;
