-- key: leg_labels
-- title: Transfers that an event or a contract explains
-- unit: transfers; base units of the token named in symbol; parts per million
-- formula: labelled = transfers that a payment leg, a licence's use, a settlement or a release names (leg_log_index), each once; minted and burned = other transfers from or to the zero address; by_contract = of the others those of which an end is a contract of class pool, staking, escrow or vesting (market.holder): a swap, a stake, a deposit or the contract's own move, explained by the contract and not by an event; unlabelled = the rest; share = unlabelled / all, floored; unmatched = payment legs whose evidence is a transfer that was not found, and releases of an ERC-20 token without one, in that token
-- definer: Souk
-- caveats: people give tokens to each other without an event: unlabelled is not wrong, but nothing says what it was for; by_contract tells where tokens went, not what for: who sends tokens to a pool by mistake counts there too; releases of a native coin leave no transfer and are not unmatched
with label as (
    select chain_id, block_number, leg_log_index as log_index from market.payment
    where system = $market and time <= $as_of and leg_log_index is not null
    union
    select chain_id, block_number, leg_log_index from market.release
    where system = $market and time <= $as_of and leg_log_index is not null
    union
    select chain_id, block_number, leg_log_index from market.licence_use
    where system = $market and time <= $as_of and leg_log_index is not null
    union
    select chain_id, block_number, leg_log_index from market.settlement
    where system = $market and time <= $as_of and leg_log_index is not null
),
contract as (
    select distinct chain_id, holder_id from market.holder
    where system = $market and class in ('pool', 'staking', 'escrow', 'vesting')
),
leg as (
    select
        m.chain_id, m.token_id, m.amount,
        case
            when l.log_index is not null then 'labelled'
            when m.sender_id = 0 then 'minted'
            when m.recipient_id = 0 then 'burned'
            when sender.holder_id is not null or recipient.holder_id is not null then 'by_contract'
            else 'unlabelled'
        end as kind
    from market.transfer m
    left join label l using (chain_id, block_number, log_index)
    left join contract sender on sender.chain_id = m.chain_id and sender.holder_id = m.sender_id
    left join contract recipient on recipient.chain_id = m.chain_id and recipient.holder_id = m.recipient_id
    where m.system = $market and m.time <= $as_of
),
lost as (
    select chain_id, token_id, count(*) as unmatched
    from (
        select chain_id, token_id from market.payment
        where system = $market and time <= $as_of and evidence = 'transfer' and leg_log_index is null
        union all
        select r.chain_id, r.token_id
        from market.release r
        join market.token k using (chain_id, token_id, system)
        where r.system = $market and r.time <= $as_of and r.leg_log_index is null and k.kind = 'erc20'
    )
    group by all
),
counted as (
    select
        chain_id, token_id,
        count(*) as transfers,
        count(*) filter (kind = 'labelled') as labelled,
        count(*) filter (kind = 'minted') as minted,
        count(*) filter (kind = 'burned') as burned,
        count(*) filter (kind = 'by_contract') as by_contract,
        count(*) filter (kind = 'unlabelled') as unlabelled,
        sum(amount) as amount,
        coalesce(sum(amount) filter (kind = 'unlabelled'), 0::hugeint) as unlabelled_amount
    from leg
    group by all
)
select
    t.chain_id,
    t.symbol,
    t.decimals,
    coalesce(c.transfers, 0) as transfers,
    coalesce(c.labelled, 0) as labelled,
    coalesce(c.minted, 0) as minted,
    coalesce(c.burned, 0) as burned,
    coalesce(c.by_contract, 0) as by_contract,
    coalesce(c.unlabelled, 0) as unlabelled,
    (c.unlabelled * 1000000 // nullif(c.transfers, 0))::bigint as unlabelled_share_ppm,
    coalesce(c.amount, 0::hugeint) as amount,
    coalesce(c.unlabelled_amount, 0::hugeint) as unlabelled_amount,
    coalesce(l.unmatched, 0) as unmatched
from counted c
full join lost l using (chain_id, token_id)
join market.token t on t.chain_id = coalesce(c.chain_id, l.chain_id) and t.token_id = coalesce(c.token_id, l.token_id) and t.system = $market
order by t.chain_id, t.symbol;
