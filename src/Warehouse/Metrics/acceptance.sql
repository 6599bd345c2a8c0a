-- key: acceptance
-- title: Which work is accepted
-- unit: pieces of work and parties, by channel; parts per million; seconds
-- formula: a piece of work counts in its channel, once; accepted or rejected by its last review, else pending; accepted share = accepted / (accepted + rejected), floored; contributors handed in work, never_accepted are those of them of whose judged work none is accepted, reviewers judged; self_reviewed = work whose contributor is its reviewer; quality = the score of the last review in parts of the best, floored, the lower median of the accepted and of the rejected; wait = from being handed in to the last review, the lower median
-- definer: Souk
-- caveats: only work of which a log tells that somebody handed it in or judged it (market.review; where a mapping fills none, jobs that others than their worker attested to, which tell no task and no score of what was rejected); what a contract counts without a review is in contributors alone; a score means something within a channel only; who is paid for accepted work is in completeness
with actor as materialized (
    from party.actor($as_of, $by_entity)
),
work as (
    select
        w.channel,
        w.verdict,
        coalesce(c.actor_id, w.contributor_id) as contributor_id,
        coalesce(r.actor_id, w.reviewer_id) as reviewer_id,
        market.part(w.quality, 1000000::hugeint, w.quality_max)::bigint as quality_ppm,
        epoch(w.judged_at)::bigint - epoch(w.submitted_at)::bigint as wait_seconds
    from market.work_at($market, $as_of) w
    left join actor c on c.address_id = w.contributor_id
    left join actor r on r.address_id = w.reviewer_id
),
judged as (
    select channel, contributor_id, count(*) filter (verdict = 'accepted') as accepted
    from work
    where verdict is not null
        and contributor_id is not null
    group by all
)
select
    w.channel,
    count(*) as works,
    count(*) filter (w.verdict = 'accepted') as accepted,
    count(*) filter (w.verdict = 'rejected') as rejected,
    count(*) filter (w.verdict is null) as pending,
    (count(*) filter (w.verdict = 'accepted') * 1000000 // nullif(count(w.verdict), 0))::bigint as accepted_share_ppm,
    count(distinct w.contributor_id) as contributors,
    (select count(*) from judged j where j.channel = w.channel and j.accepted = 0) as never_accepted,
    count(distinct w.reviewer_id) as reviewers,
    count(*) filter (w.contributor_id = w.reviewer_id) as self_reviewed,
    quantile_disc(w.quality_ppm, 0.5) filter (w.verdict = 'accepted') as quality_median_ppm,
    quantile_disc(w.quality_ppm, 0.5) filter (w.verdict = 'rejected') as rejected_quality_median_ppm,
    quantile_disc(w.wait_seconds, 0.5) as wait_median_seconds
from work w
group by w.channel
order by w.channel;
