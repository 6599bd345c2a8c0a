-- key: funding_rounds
-- title: Funding rounds and cost basis
-- unit: US dollars; US dollars per token
-- formula: cost basis of a bucket = the price per token that all its rounds state, or else what its rounds raised / (its share of the supply x the maximum supply); both over all rounds that feed the bucket, or the round alone where it feeds none
-- definer: Souk
-- caveats: NULL where a share or an amount was not found: then nothing is guessed; raised over the whole bucket understates the basis where a part of the bucket was not sold; confidence is that of the least sure value in the cost basis, and source where that is from: of a stated price that of the prices, else of the round's amount and the share
with named as (
    select system, round, string_agg(investor || if(role = 'lead', ' (lead)', ''), ', ' order by role, investor) as investors
    from reference.investor
    group by system, round
),
price as (
    select system, item as round, confidence, source
    from reference.fact
    where section = 'rounds'
        and field = 'price_usd'
        and value is not null
        and reference.is_known(recorded_at, superseded_at)
),
bucket as (
    select
        r.system,
        r.bucket,
        -- What feeds no bucket stands for itself.
        if(r.bucket is null, r.round, null) as lone,
        count(*) = count(r.raised_usd) as is_complete,
        sum(r.raised_usd) as raised_usd,
        -- Every round stated it, and the same.
        if(count(*) = count(r.price_usd) and min(r.price_usd) = max(r.price_usd), min(r.price_usd), null) as price_usd,
        arg_max(p.confidence, reference.rank(p.confidence)) as price_confidence,
        string_agg(distinct p.source, '; ' order by p.source) as price_source
    from reference.funding_round r
    left join price p using (system, round)
    where r.day is null
        or r.day <= $as_of
    group by all
)
select
    r.system,
    r.round,
    r.kind,
    r.day,
    r.raised_usd,
    r.price_usd,
    r.valuation_usd,
    n.investors,
    r.bucket,
    a.share_percent,
    b.raised_usd as bucket_raised_usd,
    case
        when b.price_usd is not null then b.price_usd::double
        when b.is_complete and a.share_percent > 0 and t.supply_max > 0
            then round(b.raised_usd::double / (a.share_percent::double / 100 * t.supply_max::double), 9)
    end as cost_basis_usd,
    case
        when b.price_usd is not null then 'stated price'
        when not b.is_complete then 'amount not found'
        when a.share_percent is null or t.supply_max is null then 'share not found'
        else 'raised over bucket'
    end as basis,
    case
        when b.price_usd is not null then b.price_confidence
        when a.share_confidence is null or reference.rank(r.raised_confidence) > reference.rank(a.share_confidence) then r.raised_confidence
        else a.share_confidence
    end as confidence,
    if(b.price_usd is not null, b.price_source, r.raised_source) as source
from reference.funding_round r
join bucket b
    on b.system = r.system
    and b.bucket is not distinct from r.bucket
    and b.lone is not distinct from if(r.bucket is null, r.round, null)
left join named n on n.system = r.system and n.round = r.round
left join reference.allocation a on a.system = r.system and a.bucket = r.bucket
left join reference.token t on t.system = a.system and t.symbol = a.symbol
where r.system = $market
    and (r.day is null or r.day <= $as_of)
order by r.day nulls first, r.round;
