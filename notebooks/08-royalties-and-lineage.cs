// %% [markdown]
// # 08 Royalties and lineage
//
// **Question.** What would those upstream have earned, had every dataset paid a fifth of its sales to what it was made of?
//
// **Answer.** 50 of the 51 datasets would have been owed something for the 1,398 orders of two years, 35,480 OCEAN in all, each with
// what stays with it. The metric's SQL and a recomputation of a few lines agree to the base unit, asset by asset.
//
// The sales are those of the sample; the lineage is planted here, into the open copy: each dataset is made of the two registered before it,
// with weights 3 and 1, a sale passes 20 % upstream, and what reaches a dataset passes half of it on. The same study in Python:
// `clients/python/studies/08_royalties.py`.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
warehouse.WhatIf(
    """
    create temp table made as
    select
        asset_key, row_number() over (order by block_number, log_index) as n,
        chain_id, block_number, log_index, time
    from market.asset where system = 'ocean';
    insert into market.provenance
    select
        a.chain_id, 0, a.n, timestamp '2024-01-01', 'ocean', a.asset_key, 'was_derived_from', b.asset_key,
        if(b.n = a.n - 1, 3, 1), 'declared', 1000000
    from made a join made b on b.n in (a.n - 1, a.n - 2);
    insert into market.royalty_term
    select chain_id, 0, n, timestamp '2024-01-01', 'ocean', asset_key, event, share
    from made, (values ('call', 200000), ('composition', 500000)) t(event, share);
    """
);
var royalties = warehouse.Metric("royalties", "ocean").Frame;
display(royalties.Select("asset_key", "symbol", "owed", "paid", "leakage_ppm", "debts").Head(8));

// %% [markdown]
// Once more, by hand: every sale passes its share from generation to generation, every portion is floored, and each dataset keeps what it does not pass on.

// %%
var sales = warehouse.Sql(
    """
    select n::integer as asset, sum(amount) as amount
    from market.payment p join made using (asset_key)
    where system = 'ocean' and role = 'price'
    group by p.chain_id, p.block_number, p.log_index, token_id, n order by all
    """
);
var owed = new SortedDictionary<int, Int128>();
var assets = sales.Column<int>("asset");
var amounts = sales.Column<Int128>("amount");
void Pass(Dictionary<int, Int128> reached, int generation)
{
    if (generation == 16 || reached.Count == 0)
        return;
    var next = new Dictionary<int, Int128>();
    foreach (var (asset, amount) in reached)
    {
        Int128 passed = amount * (generation == 0 ? 200_000 : 500_000) / 1_000_000;
        int total =
            asset > 2 ? 4
            : asset == 2 ? 3
            : 0;
        if (asset > 1)
            Hand(asset, asset - 1, passed * 3 / total);
        if (asset > 2)
            Hand(asset, asset - 2, passed * 1 / total);
    }

    Pass(next, generation + 1);

    // What an asset hands on is not owed to it; what was sold is owed nothing.
    void Hand(int from, int to, Int128 amount)
    {
        if (amount == 0)
            return;
        next[to] = next.GetValueOrDefault(to) + amount;
        owed[to] = owed.GetValueOrDefault(to) + amount;
        if (generation > 0)
            owed[from] -= amount;
    }
}

for (int sale = 0; sale < amounts.Count; sale++)
    Pass(new() { [assets[sale]] = amounts[sale] }, 0);
var owedInAll = owed.Values.Aggregate((Int128)0, (sum, amount) => sum + amount);
display($"{amounts.Count:N0} sales; {owed.Count} assets are owed {Study.Tokens(owedInAll, 18)} OCEAN in all");

// %% [markdown]
// One hash over all of it: the Python study gives the same.

// %%
var lines = royalties.OrderBy("asset_key").Select("asset_key || ' ' || owed as line").Column<string>("line");
string digest = Convert.ToHexStringLower(
    System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))
    )
);
display($"digest {digest}");

// %%
var byHand = owed.Keys.ToArray();
var names = warehouse.Sql("select n::integer as n, asset_key from made order by n");
display(
    Plot.Bars(
        royalties.Join(names, "asset_key").OrderBy("n").Select("n::varchar as asset", "owed"),
        "asset",
        ["owed"],
        "Owed upstream, by order of registration",
        unit: "OCEAN",
        decimals: 18
    )
);

// %%
var metric = royalties.Join(names, "asset_key").OrderBy("n");
Study.Claim(metric.Column<int>("n").SequenceEqual(byHand), "the same assets are owed something");
Study.Claim(
    metric.Column<Int128>("owed").SequenceEqual(owed.Values),
    "each is owed the same, to the base unit"
);
Study.Claim(
    royalties.Where("paid <> 0 or leakage_ppm <> 1000000").RowCount == 0,
    "nothing of it was paid: all leaks"
);
Study.Equal(1398, amounts.Count, "the number of sales");
Study.Equal(
    (51L, 50),
    (names.RowCount, owed.Count),
    "the number of datasets, and of those that are owed something"
);
Study.Equal("35,480", Study.Tokens(owedInAll, 18), "what is owed upstream in all, in OCEAN");
