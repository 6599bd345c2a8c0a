-- key: reward_roles
-- title: As what rewards are earned
-- unit: base units of the token named in symbol, by month; parties; parts per million
-- formula: each reward leg goes to the role in which the chain says that its payee earned it (market.earning, same log and payee): miner, validator, root_validator or owner; several where it names more than one, untold where it names none; share = of the month's rewards in that token, floored
-- definer: Souk; roles after opentensor/subtensor
-- caveats: what a validator keeps and what it passes on to its stakers is not told apart; as what somebody earned off the chain is not seen
with earned as (
    select chain_id, block_number, log_index, party_id, if(count(distinct role) > 1, 'several', min(role)) as role
    from market.earning
    where system = $market and time <= $as_of
    group by all
)
select
    date_trunc('month', p.time)::date as month,
    t.symbol,
    t.decimals,
    coalesce(e.role, 'untold') as role,
    count(distinct coalesce(a.actor_id, p.payee_id)) as parties,
    count(*) as legs,
    sum(p.amount) as amount,
    market.part(
        sum(p.amount), 1000000::hugeint, nullif(sum(sum(p.amount)) over (partition by date_trunc('month', p.time), p.chain_id, p.token_id), 0::hugeint)
    )::bigint as share_ppm
from market.payment p
join market.token t using (chain_id, token_id, system)
left join earned e
    on e.chain_id = p.chain_id
    and e.block_number = p.block_number
    and e.log_index = p.log_index
    and e.party_id = p.payee_id
left join party.actor($as_of, $by_entity) a on a.address_id = p.payee_id
where p.system = $market
    and p.role = 'reward'
    and p.time <= $as_of
group by date_trunc('month', p.time), p.chain_id, p.token_id, t.symbol, t.decimals, coalesce(e.role, 'untold')
order by month, t.symbol, role;
