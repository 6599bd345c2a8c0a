// %% [markdown]
// # 07 Concentration
//
// **Question.** Who earns, who pays, who holds: how unequal is each, and would another definition say something else?
//
// **Answer.** Payments in USDC are spread widely (Gini near 0.27), staking rewards are not (near 0.89), and two parties hold more
// than half of the token outside of contracts. All four measures agree on that order, and C# recomputes the first to the last digit.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
var measured = warehouse.Metric("concentration").Frame;
display(measured);

// %%
display(
    Plot.Bars(
        measured.Select("side || ' ' || symbol as whom", "gini_ppm / 1e6 as gini"),
        "whom",
        ["gini"],
        "Gini coefficients of parties, by side and token",
        unit: "0 equal, 1 one has all"
    )
);

// %% [markdown]
// A Lorenz curve of those who earn USDC: the share of the poorest parties in all earnings.

// %%
var earned = warehouse.Sql(
    """
    select payee_id, sum(amount) as amount
    from market.payment join market.token using (chain_id, token_id, system)
    where system = 'masa' and symbol = 'USDC' and role in ('price', 'reward', 'royalty') and payee_id <> 0
    group by payee_id order by amount, payee_id
    """
);
var amounts = earned.Column<Int128>("amount");
Int128 total = amounts.Aggregate((Int128)0, (sum, amount) => sum + amount);
Int128 ranked = 0;
for (int k = 0; k < amounts.Count; k++)
    ranked += (k + 1) * amounts[k];
int n = amounts.Count;
Int128 giniPpm = ((2 * ranked) - ((n + 1) * total)) * 1_000_000 / (n * total);
var lorenz = earned.Sql(
    """
    select
        row_number() over (order by amount, payee_id)::double / count(*) over () as share_of_parties,
        sum(amount) over (order by amount, payee_id rows unbounded preceding)::double
            / sum(amount) over () as earnings
    from frame
    union all
    select 0, 0
    order by 1
    """
);
display(
    Plot.Lines(
        lorenz,
        "share_of_parties",
        ["earnings"],
        "Lorenz curve of earners in USDC",
        unit: "share of all"
    )
);

// %% [markdown]
// Nakamoto's coefficient, by hand: the fewest parties that together have more than half.

// %%
Int128 sum = 0;
int nakamoto = 0;
foreach (var amount in amounts.Reverse())
{
    nakamoto++;
    sum += amount;
    if (2 * sum > total)
        break;
}

var usdc = measured.Where("side = 'earners' and symbol = 'USDC'");
display(warehouse.Metric("concentration_alarms").Frame);

// %%
Study.Equal(
    usdc.Value<long>("gini_ppm"),
    (long)giniPpm,
    "the Gini coefficient in parts per million, computed in C#"
);
Study.Equal(usdc.Value<long>("nakamoto"), (long)nakamoto, "Nakamoto's coefficient, computed in C#");
Study.Equal(usdc.Value<Int128>("total"), total, "all that was earned, in millionths of USDC");
long rewards = measured.Where("side = 'earners' and symbol = 'MASA'").Value<long>("gini_ppm");
Study.Equal(
    (27L, 89L),
    (usdc.Value<long>("gini_ppm") / 10_000, rewards / 10_000),
    "the Gini coefficients of sales and rewards, in hundredths"
);
Study.Equal(
    2L,
    measured.Where("side = 'holders'").Value<long>("nakamoto"),
    "the number of parties that hold more than half"
);
var ofRewards = measured.Where("side = 'earners' and symbol = 'MASA'");
var ofHolders = measured.Where("side = 'holders'");
Study.Equal(
    2L,
    ofRewards.Value<long>("nakamoto"),
    "the number of parties that earn more than half of rewards"
);
foreach (var (measure, sign) in new[] { ("gini_ppm", 1), ("hhi", 1), ("top_share_ppm", 1), ("nakamoto", -1) })
{
    long[] order = [.. new[] { usdc, ofRewards, ofHolders }.Select(of => sign * of.Value<long>(measure))];
    Study.Claim(
        order[0] < order[1] && order[1] <= order[2],
        $"by {measure} sales are more equal than rewards, and rewards no less than holdings"
    );
}
