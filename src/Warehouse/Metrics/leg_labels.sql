-- key: leg_labels
-- title: Transfers that an event explains
-- unit: transfers; base units of the token named in symbol; parts per million
-- formula: labelled = transfers that a payment leg, a licence's use, a settlement or a release names (leg_log_index), each once; minted and burned = other transfers from or to the zero address; unlabelled = the rest; share = unlabelled / all, floored; unmatched = payment legs whose evidence is a transfer that was not found, in that token
-- definer: Souk
-- caveats: people give tokens to each other without an event: unlabelled is not wrong, but nothing says what it was for
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
leg as (
    select
        m.chain_id, m.token_id, m.amount,
        case
            when l.log_index is not null then 'labelled'
            when m.sender_id = 0 then 'minted'
            when m.recipient_id = 0 then 'burned'
            else 'unlabelled'
        end as kind
    from market.transfer m
    left join label l using (chain_id, block_number, log_index)
    where m.system = $market and m.time <= $as_of
),
lost as (
    select chain_id, token_id, count(*) as unmatched
    from market.payment
    where system = $market and time <= $as_of and evidence = 'transfer' and leg_log_index is null
    group by all
),
counted as (
    select
        chain_id, token_id,
        count(*) as transfers,
        count(*) filter (kind = 'labelled') as labelled,
        count(*) filter (kind = 'minted') as minted,
        count(*) filter (kind = 'burned') as burned,
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
    coalesce(c.unlabelled, 0) as unlabelled,
    (c.unlabelled * 1000000 // nullif(c.transfers, 0))::bigint as unlabelled_share_ppm,
    coalesce(c.amount, 0::hugeint) as amount,
    coalesce(c.unlabelled_amount, 0::hugeint) as unlabelled_amount,
    coalesce(l.unmatched, 0) as unmatched
from counted c
full join lost l using (chain_id, token_id)
join market.token t on t.chain_id = coalesce(c.chain_id, l.chain_id) and t.token_id = coalesce(c.token_id, l.token_id) and t.system = $market
order by t.chain_id, t.symbol;
