-- What is each generated asset made of? Families of assets, each made of up to five earlier ones of its family, so that
-- what is upstream of an asset is its family so far. Sizes of families follow Zipf's law between 20 and 2,000.
-- Rows $from to $to of all edges, in the order of blocks, as a chain would have them.
insert into market.provenance
with edge as (
    select
        e, e // 5 as asset, e % 5 as slot, (e // 5) // 2000 as group_of, (e // 5) % 2000 as place,
        -- A group of 2,000 assets is cut into families of one size: 2000, 1000, 500, ... 20.
        [20, 20, 20, 40, 40, 40, 100, 100, 200, 500, 1000, 2000][1 + (hash((e // 5) // 2000) % 12)::integer] as size
    from range($from, $to) as edges(e)
)
select
    1, 1 + e * $blocks // $edges, 100 + e % 50,
    timestamp '2024-01-01 00:01:00' + to_microseconds(e * $blocks // $edges * $block_micros),
    'market' || group_of % 4,
    'market' || group_of % 4 || '/p' || asset,
    if(slot = 0 and asset % 7 = 0, 'was_revision_of', 'was_derived_from'),
    'market' || group_of % 4 || '/p' || (asset - 1 - hash(e) % least(place % size, 30)),
    1 + slot, 'log', 1000000
from edge
where place % size > 0;

-- They are assets, too, with an owner, and one in ten was sold.
insert into market.asset
select
    1, 1 + a * 5 * $blocks // $edges, 200 + a % 50,
    timestamp '2024-01-01 00:01:00' + to_microseconds(a * 5 * $blocks // $edges * $block_micros),
    'market' || (a // 2000) % 4, 'market' || (a // 2000) % 4 || '/p' || a, if(a % 100 = 99, 'model', 'dataset'), 'Part ' || a,
    1000 + power($parties, (hash(a) % 1000000007) / 1000000007.0)::integer
from range($from // 5, $to // 5) as assets(a);

insert into market.payment
select
    1, 1 + a * 5 * $blocks // $edges, 300 + a % 50, 0,
    timestamp '2024-01-01 00:01:00' + to_microseconds(a * 5 * $blocks // $edges * $block_micros),
    'market' || (a // 2000) % 4, 'royalty', 10 + (a // 2000) % 4, 70 + (a // 2000) % 4,
    1000 + power($parties, (hash(a) % 1000000007) / 1000000007.0)::integer, 1000 + a % 977,
    'market' || (a // 2000) % 4 || '/p' || a, 'internal', null
from range($from // 5, $to // 5) as assets(a)
where a % 10 = 0;
