// %% [markdown]
// # 05 Wash trades and Sybils
//
// **Question.** Would the screens find self-dealing, and do they accuse honest parties?
//
// **Answer.** In the sample they suspect the fourteen sales of a ring on Ocean, which the demo stages (docs/ASSUMPTIONS.md), and no
// other. Of four kinds that we plant on Masa (a sale to oneself, one between an address and the one that funded it, money that comes
// straight back, and money that comes back through a third address) they find each, with the confidence that the rule states, and
// nothing else. A sale of the same size between strangers stays clean.
//
// Suspected is never proven: every row names its rule and its confidence.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
string[] markets =
[
    .. warehouse.Sql("select distinct system from market.token order by system").Column<string>("system"),
];
var ring = warehouse.Metric("wash_screen", "ocean").Frame;
display(ring.Select("time", "payer", "payee", "amount", "rule", "confidence_ppm"));
long suspectedElsewhere = markets
    .Where(market => market != "ocean")
    .Sum(market => warehouse.Metric("wash_screen", market).Frame.RowCount);
display(warehouse.Metric("links").Frame);

// %% [markdown]
// We plant rows into this open copy. The snapshot's files stay as they are.

// %%
warehouse.WhatIf(
    """
    create temp table place as
    select max(block_number) as block_number, max(time) as time from market.payment where system = 'masa';
    create temp table coin as
    select chain_id, token_id from market.token where system = 'masa' and symbol = 'USDC';
    create temp table who as
    select row_number() over (order by payer_id) as n, payer_id as id
    from (select distinct payer_id from market.payment where system = 'masa' and role = 'price');
    create temp table plan (log_index integer, payer integer, payee integer, kind varchar);
    insert into plan values
        (9001, 1, 1, 'self'), (9002, 2, 3, 'loop 1'), (9003, 4, 5, 'loop 2'), (9004, 7, 8, 'honest');
    insert into market.payment
    select
        chain_id, block_number, p.log_index, 0, time, 'masa', 'price', token_id, a.id, b.id, 777000000, null,
        'transfer', p.log_index
    from plan p, place, coin, who a, who b where a.n = p.payer and b.n = p.payee;
    insert into market.transfer
    select chain_id, block_number, p.log_index, 0, time, 'masa', token_id, a.id, b.id, 777000000
    from plan p, place, coin, who a, who b where a.n = p.payer and b.n = p.payee and a.n <> b.n;
    """
);

// %% [markdown]
// The money comes back: directly to the second buyer, and through a third party to the fourth.

// %%
warehouse.WhatIf(
    """
    insert into market.transfer
    select chain_id, block_number, m.log_index, 0, time, 'masa', token_id, a.id, b.id, 770000000
    from (values (9012, 3, 2), (9013, 5, 6), (9014, 6, 4)) m(log_index, sender, recipient),
        place, coin, who a, who b
    where a.n = m.sender and b.n = m.recipient;
    """
);

// %% [markdown]
// A Sybil: the links above say who gave whom their first tokens. We let the two trade.

// %%
warehouse.WhatIf(
    """
    insert into market.payment
    select
        p.chain_id, p.block_number, 9005, 0, p.time, 'masa', 'price', p.token_id, a.address_id, b.address_id,
        777000000, null, 'transfer', 9005
    from (select * from place, coin) p
    join (
        select party_id, other_id
        from party.link_at('infinity'::timestamp)
        where rule = 'funding'
        order by all limit 1
    ) l on true
    join chain.address a on a.address_id = l.party_id
    join chain.address b on b.address_id = l.other_id;
    """
);

// %%
var found = warehouse.Metric("wash_screen").Frame;
display(found.Select("log_index", "amount", "rule", "confidence_ppm", "verdict"));

// %%
var adjusted = warehouse.Metric("gmv_adjusted").Frame.Where("suspected_orders > 0");
display(adjusted);

// %%
Study.Equal(5, markets.Length, "the number of markets that were screened");
Study.Equal(14L, ring.RowCount, "the number of suspected sales on Ocean");
Study.Equal(
    1L,
    ring.Sql("select count(distinct payee) as sellers from frame where rule = 'loop'").Value<long>(),
    "the sellers of the ring"
);
Study.Equal(0L, suspectedElsewhere, "the number of suspected sales in other markets of the sample");
Study.Equal(4L, found.RowCount, "the number of suspected sales after planting four");
Study.Claim(
    found.Where("log_index = 9005 and rule = 'entity' and confidence_ppm = 600000").RowCount == 1,
    "the sale to one's own Sybil is suspected at 60 %"
);
Study.Claim(
    found.Where("log_index = 9001 and rule = 'self' and confidence_ppm = 1000000").RowCount == 1,
    "the sale to oneself is certain"
);
Study.Claim(
    found.Where("log_index = 9002 and rule = 'loop' and confidence_ppm = 700000").RowCount == 1,
    "the money that came straight back is suspected at 70 %"
);
Study.Claim(
    found.Where("log_index = 9003 and rule = 'loop' and confidence_ppm = 500000").RowCount == 1,
    "the money that took a detour is suspected at 50 %"
);
Study.Claim(found.Where("log_index = 9004").RowCount == 0, "the honest sale is not suspected");
Study.Equal(
    (Int128)3_108_000_000,
    adjusted
        .Sql("select sum(suspected_self + suspected_entity + suspected_loop) as s from frame")
        .Value<Int128>(),
    "what the adjusted volume leaves out"
);
