-- key: holders
-- title: Who holds the supply
-- unit: base units of the market token
-- formula: balance by class, first match wins: contract classes (vesting, staking, pool, escrow), insiders = vesting beneficiaries, rewards = parties that receive fee shares or fund rewards, contributors = parties that contributed or were paid, buyers = payers of a price, sink = dead address, other
-- definer: Souk
-- caveats: classes follow behaviour seen on chain, not identity
with changes as (
    select h.chain_id, h.party_id as holder_id, h.change
    from rollup.holding_of($market, $as_of) h
    join market.token t using (chain_id, token_id)
    where t.system = $market and t.is_market_token and h.party_id <> 0
),
balances as (
    select chain_id, holder_id, sum(change) as balance
    from changes
    group by all
),
payments as (
    select * from market.payment where system = $market and time <= $as_of
),
earned as (
    select role, party_id from rollup.earning_of($market, $as_of)
),
-- One class per address, however many contracts name it.
contract as (
    select chain_id, holder_id, min(class) as class
    from market.holder
    where system = $market
    group by all
),
classed as (
    select
        b.balance,
        case
            when h.class is not null then h.class
            when a.address = chain.dead_address() then 'sink'
            when b.holder_id in (select beneficiary_id from market.schedule where system = $market) then 'insiders'
            when b.holder_id in (select party_id from earned where role = 'fee_share')
                or b.holder_id in (select payer_id from payments where role = 'escrow_in' and evidence = 'native') then 'rewards'
            when b.holder_id in (select contributor_id from market.contribution where system = $market and time <= $as_of)
                or b.holder_id in (select party_id from earned where role in ('price', 'reward', 'royalty')) then 'contributors'
            when b.holder_id in (select payer_id from payments where role = 'price') then 'buyers'
            else 'other'
        end as class
    from balances b
    join chain.address a on a.address_id = b.holder_id
    left join contract h on h.chain_id = b.chain_id and h.holder_id = b.holder_id
)
select
    class,
    count(*) filter (balance > 0) as holders,
    sum(balance) as amount
from classed
group by class
order by class;
