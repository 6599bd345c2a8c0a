// %% [markdown]
// # 09 Calibrating agents to a market
//
// **Question.** A history of sales is known. Which habits of the agents does it tell, and which can it not tell?
//
// **Answer.** What it shows, and no more. Sales of a seed round that unlocks from the first day tell how much of it is sold on release: the
// truth lies in the fitted interval. The team is locked for a year, so that ten months of history say nothing of it, and the fit says so
// before it gives a value. A market that burns tokens cannot be met by a scenario that burns none: a misfit, not a bad value.

// %%
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862", seed: 1);

// %% [markdown]
// The history is one run of a scenario whose seed round sells 30 % on release, with luck that the fit does not know.

// %%
const int Days = 300;
var scenario = Scenario.Load("unlocks").For(Days);
Study.Pin(scenario, "4947e1fd1666", engine: 2);
var history = scenario.With("seed.sell_share", "30 %").Run(seed: 4_711);
var observed = Enumerable
    .Range(1, 5)
    .Select(month => ("seed.sold", 50 * month, history.Series("seed.sold")[50 * month]))
    .ToArray();
display(string.Join(", ", observed.Select(one => $"day {one.Item2}: {one.Item3:N0} sold")));

// %% [markdown]
// First: what could the history show? A tornado of the price on the last day.

// %%
string[] vary = ["seed.sell_share=5%..60%", "team.sell_share=5%..60%"];
var tornado = scenario.Sensitivity("price", vary, runs: 4);
display(tornado);

// %%
var fit = scenario.Calibrate(observed, vary, runs: 4, evaluations: 60);
display(fit);

// %%
(string low, string high) = fit.Interval("seed.sell_share");
double Percent(string text) =>
    double.Parse(text.TrimEnd('%', ' '), System.Globalization.CultureInfo.InvariantCulture);
Study.Claim(fit.IsIdentified("seed.sell_share"), "the history tells how much the seed round sells");
Study.Claim(
    Percent(low) - 0.5 <= 30 && 30 <= Percent(high) + 0.5,
    $"the truth of 30 % lies within {low} to {high}"
);
Study.Claim(!fit.IsIdentified("team.sell_share"), "of a team that is locked for a year it tells nothing");
Study.Claim(
    tornado.Column<double>("swing").Last() == 0,
    "nor could it: whatever the team would do, the price is the same"
);

// %% [markdown]
// The same against a warehouse: targets are metric files over windows. The sample was made up by a program, so that any fit to it is a
// **self-test**: it says nothing of a market.

// %%
var made = scenario.Calibrate(
    warehouse,
    "- { of: burned, metric: emissions, column: burned, take: running total, decimals: 18, market: masa, "
        + "from: 2025-02-01, to: 2025-09-30, every: 60 days }",
    ["seed.sell_share=5%..60%"],
    runs: 2,
    evaluations: 6
);
display(made);

// %%
Study.Claim(made.IsSelfTest, "a fit to the sample is called a self-test");
Study.Equal(warehouse.DataHash, made.DataHash, "the hash of the data that were fitted");
Study.Claim(made.IsMisfit, "a scenario that burns nothing cannot look like a market that burns");
Study.Claim(
    !made.IsIdentified("seed.sell_share"),
    "and what does not matter for the targets is not identified"
);
