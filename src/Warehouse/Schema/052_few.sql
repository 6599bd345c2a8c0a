-- Which side of a join is kept at hand? The planner keeps what it takes for the smaller, and takes what filters and groups leave for a
-- fifth, a hundredth or nothing of what it is: it then kept ten million edges to look up two million assets in them.

-- The rows of a query in scope, by name, out of a list. A planner expects few of them, and keeps these at hand whatever they are joined to.
create macro market.few(rows) as table
select listed.*
from (select unnest(list(told)) as listed from query_table(rows) told);

-- As in migration 050, with the parts at hand: the measures of metric concentration over the rows of a query in scope, by name: month (null for all time), side, chain_id, token_id and
-- amount above zero, one row a party. One row for each month, side and token.
create or replace macro market.concentrated(amounts) as table
with numbered as (
    select
        *,
        (row_number() over parts)::integer as part,
        -- By how many bits amounts are too wide to be multiplied by ranks: none, unless they come near 10^38. And to be squared.
        greatest(0, ceil(log2(total::double * parties)) - 125)::integer as narrow,
        greatest(0, ceil(log2(total::double)) - 60)::integer as rough,
        (sum(parties) over (parts rows unbounded preceding) - parties)::bigint as before
    from (
        select month, side, chain_id, token_id, count(*) as parties, sum(amount) as total
        from query_table(amounts)
        group by all
    )
    window parts as (order by month, side, chain_id, token_id)
),
part as materialized (
    from market.few('numbered')
),
-- One order for all, since it takes longest.
ranked as (
    select part, parties, total, narrow, rough, amount, row_number() over (order by part, amount) - before as rank_up
    from query_table(amounts) a
    join part p
        on p.month is not distinct from a.month
        and p.side = a.side
        and p.chain_id = a.chain_id
        and p.token_id = a.token_id
),
-- A thousand neighbours together, the richest first: only one heap of each part needs a running sum over its parties.
heap as materialized (
    select
        part, total,
        (parties - rank_up) // 1000 as heap,
        sum(amount) as amount,
        list(amount) as members,
        sum(rank_up * (amount >> narrow)) as ranks,
        sum(amount >> narrow) as narrowed,
        sum((amount >> rough) * (amount >> rough)) as squares,
        max(amount) as most,
        sum(amount) filter (rank_up > parties - greatest(1, parties // 100)) as of_top
    from ranked
    group by all
),
half as (
    select *, (sum(amount) over (partition by part order by heap rows unbounded preceding) - amount)::hugeint as of_richer
    from heap
    qualify of_richer <= total - of_richer and of_richer + amount > total - of_richer - amount
),
control as (
    select part, any_value(heap) * 1000 + count(*) as nakamoto
    from (
        select
            part, total, heap,
            of_richer + sum(amount) over (partition by part order by amount desc rows unbounded preceding) - amount as of_richer
        from (select part, total, heap, of_richer, unnest(members) as amount from half)
    )
    where of_richer <= total - of_richer
    group by part
)
select
    p.month, p.side, p.chain_id, p.token_id, p.parties, p.total,
    -- Sum of (2k - n - 1) x over n sum x.
    market.part(
        2 * m.ranks - (p.parties + 1) * m.narrowed, 1000000::hugeint, p.parties * (p.total >> p.narrow)
    )::bigint as gini_ppm,
    market.part(m.squares, 10000::hugeint, (p.total >> p.rough) * (p.total >> p.rough))::bigint as hhi,
    c.nakamoto,
    market.part(m.most, 1000000::hugeint, p.total)::bigint as top_share_ppm,
    market.part(m.of_top, 1000000::hugeint, p.total)::bigint as top_percent_share_ppm
from part p
join control c using (part)
join (
    select part, sum(ranks) as ranks, sum(narrowed) as narrowed, sum(squares) as squares, max(most) as most, sum(of_top) as of_top
    from heap
    group by part
) m using (part);
