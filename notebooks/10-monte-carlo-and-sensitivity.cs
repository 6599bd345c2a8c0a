// %% [markdown]
// # 10 Monte Carlo and sensitivity
//
// **Question.** A team's tokens come free after a year. How far may the price fall within the month after that, how surely does one know it,
// and which of what nobody published decides it?
//
// **Answer.** With everything as assumed, 93 % of runs lose more than half of the price in that month (exact interval 90 to 95 %), and half of
// the runs end below 0.030 USDC after 0.075. Of six unknowns the pace at which the team sells what it kept comes first in a tornado, in a
// screening and in shares of variance: alone it explains some 40 % of how the mean price varies over the sellers' habits, an estimate that
// 64 rows leave between 23 and 62 %. How large the fund's allocation is explains nothing, because the fund sells nothing. Luck weighs about
// as much as all that nobody published: a survey of the team's intentions would take away less than half of the uncertainty.

// %%
using Souk;
using Souk.Simulation.Scores;

const uint Seed = 10;
const int Days = 396,
    Cliff = 365;
var scenario = Scenario.Load("unlocks").For(Days);
Study.Pin(scenario, "1e35f7f1bc6a", Seed, engine: 2);
display($"{scenario}: {Days} days from 2025-01-01, the team's cliff on day {Cliff}");

// %% [markdown]
// ## Luck alone
//
// Everything as the scenario assumes it; runs differ in the traders' and sellers' luck.

// %%
const int Runs = 400;
var runs = scenario.Ensemble(Runs, Seed);
display(runs);
display(runs.Chart("price"));

// %%
double[] before = [.. runs.Values("price", Cliff - 1)];
double[] after = [.. runs.Values("price")];
int halved = after.Zip(before, (end, start) => end < start / 2).Count(isHalved => isHalved);
var share = BinomialInterval.Of(halved, Runs);
display(
    $"{halved} of {Runs} runs lose more than half in the month after the cliff: {(double)halved / Runs:P0} "
        + $"({share.Low:P1} to {share.High:P1}). Median {runs.Quantile("price", 0.5):0.0000} USDC "
        + $"after {runs.Quantile("price", 0.5, Cliff - 1):0.0000}, 90 % of runs "
        + $"from {runs.Quantile("price", 0.05):0.0000} to {runs.Quantile("price", 0.95):0.0000}."
);

// %% [markdown]
// How exact is a mean of so many runs? Means of 25 runs each must scatter by a fifth of what runs scatter by; that they do is the ground for
// saying that 400 runs know the mean to a twentieth of it.

// %%
const int Batch = 25;
double Deviation(IReadOnlyCollection<double> values)
{
    double mean = values.Average();
    return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
}

double[] means = [.. after.Chunk(Batch).Select(batch => batch.Average())];
double ratio = Deviation(means) / (Deviation(after) / Math.Sqrt(Batch));
display(
    $"Mean {after.Average():0.00000} ± {Deviation(after) / Math.Sqrt(Runs):0.00000}; "
        + $"{means.Length} means of {Batch} scatter {ratio:0.00} times as much as they should."
);

// %% [markdown]
// ## What nobody published
//
// How much the team and the seed round sell on release, how fast they sell what they kept, how wild trade is, and how large the fund's
// allocation is. First each alone, at both ends of its range.

// %%
string[] vary =
[
    "team.sell_share=5%..60%",
    "team.sell_hazard=2%..30%",
    "seed.sell_share=5%..60%",
    "seed.sell_hazard=2%..30%",
    "traders.flow_sigma=0.005..0.02",
    "vesting.fund.total=4M TKN..12M TKN",
];
var tornado = scenario.Sensitivity("price", vary, runs: 8, seed: Seed);
display(tornado);
display(
    Plot.Bars(
        tornado.Select(
            "regexp_replace(parameter, '^(traders|vesting).', '') as parameter",
            "at_low - middle as \"at the low end\"",
            "at_high - middle as \"at the high end\""
        ),
        "parameter",
        ["at the low end", "at the high end"],
        "Price on the last day, against all in the middle",
        unit: "USDC"
    )
);

// %% [markdown]
// A tornado looks from one place only. Morris's screening moves one parameter at a time from many places: σ beside μ* says that an effect
// depends on where the others are.

// %%
var screening = scenario.Sensitivity("price", vary, runs: 2, seed: Seed, method: "morris", rows: 12);
display(screening);

// %% [markdown]
// What passes the screening is worth the cost of Sobol's shares of variance.

// %%
string[] passed = [.. vary.Where(one => one.StartsWith("team.") || one.StartsWith("seed."))];
var shares = scenario.Sensitivity("price", passed, runs: 2, seed: Seed, method: "sobol", rows: 64);
display(shares);

// %% [markdown]
// Are such shares to be trusted? Where royalties pass two divisions in a row, they are a product of two factors, and the shares have a closed
// form: a factor that is even between a and b has c = ((b − a) / (a + b))² / 3, and explains c / ((1 + c)(1 + c′) − 1) alone.

// %%
var economy = Scenario.Load("data-economy").For(3);
Study.Pin(economy, "ac7834335e7f", engine: 2);
var royalties = economy.Sensitivity(
    "sale.royalties",
    ["graph.call_share=10%..30%", "graph.composition_share=20%..80%"],
    runs: 1,
    seed: Seed,
    method: "sobol",
    rows: 128
);
double Alone(double mine, double other) => mine / (((1 + mine) * (1 + other)) - 1);
double kept = Alone(0.36 / 3, 0.25 / 3),
    passedOn = Alone(0.25 / 3, 0.36 / 3);
display(royalties);
display($"In closed form: {kept:0.0000} for what is passed on, {passedOn:0.0000} for the share of a call.");

// %% [markdown]
// ## Both at once
//
// Thirty-two points spread over all ranges, sixteen runs each: how much of the whole uncertainty is luck? What runs of one point scatter by is
// luck; what points' means scatter by is the parameters, and a sixteenth of how luck and parameters work together. All points share their
// luck, so that it is not in the difference of their means.

// %%
const int PerPoint = 16;
var spread = scenario.Design(vary, ["price"], points: 32, runs: PerPoint, seed: Seed);
(double Parameters, double Luck) Split(string of)
{
    var parts = spread
        .Add(
            $"{of} as outcome",
            $"avg({of}) over (partition by point) as by_point",
            $"avg({of}) over (partition by run) as by_run",
            $"avg({of}) over () as mean"
        )
        .Group(
            "point",
            "var_samp(outcome) as luck",
            "any_value(by_point) as mean",
            "sum((outcome - by_point - by_run + mean) ** 2) as jointly"
        )
        .Sql(
            $"""
            select
                avg(luck) as luck,
                var_samp(mean) - sum(jointly) / ((count(*) - 1) * {PerPoint - 1} * {PerPoint}) as parameters
            from frame
            """
        );
    return (parts.Value<double>("parameters"), parts.Value<double>("luck"));
}

var ofPrice = Split("price");
var ofLogarithm = Split("ln(price)");
double Luck((double Parameters, double Luck) parts) => parts.Luck / (parts.Luck + parts.Parameters);
double[] prices = [.. spread.Column<double>("price").Order()];
display(
    $"Luck is {Luck(ofPrice):P0} of the price's variance and {Luck(ofLogarithm):P0} of its logarithm's. "
        + $"With nothing known, 90 % of runs end from {prices[prices.Length / 20]:0.0000} "
        + $"to {prices[^(prices.Length / 20)]:0.0000} USDC."
);

// %%
double[] Rounded(int digits, params double[] values) =>
    [.. values.Select(value => Math.Round(value, digits))];
string Words(double[] values) => string.Join(", ", values);
Study.Claim(share.Low > 0.5, "more often than not the price loses half within the month after the cliff");
Study.Equal(
    "93, 90, 95",
    Words(Rounded(0, 100.0 * halved / Runs, 100 * share.Low, 100 * share.High)),
    "the share of such runs in percent, with its exact interval,"
);
Study.Equal(
    "0.03, 0.075",
    Words(Rounded(3, runs.Quantile("price", 0.5), runs.Quantile("price", 0.5, Cliff - 1))),
    "the median price in USDC after that month, and before it,"
);
Study.Claim(
    after[..100].SequenceEqual(scenario.Ensemble(100, Seed).Values("price")),
    "a hundred runs are the first hundred of four hundred, to the last bit"
);

// 95 % of χ² with 15 degrees of freedom: 6.26 to 27.49.
Study.Claim(
    ratio * ratio * 15 is > 6.26 and < 27.49,
    "means scatter by the root of their number less than runs do"
);
double Of(Frame table, string column, string parameter) =>
    table.Where($"parameter = '{parameter}'").Value<double>(column);
Study.Claim(
    Of(tornado, "swing", "vesting.fund.total") == 0
        && Of(screening, "mean_absolute", "vesting.fund.total") == 0,
    "how much the fund gets moves no price: it sells nothing"
);
foreach (var table in new[] { tornado, screening, shares })
    Study.Equal("team.sell_hazard", table.Column<string>("parameter")[0], "what decides the price most");
Study.Equal(
    "39, 23, 62",
    Words(
        Rounded(
            0,
            [
                .. new[] { "first", "first_low", "first_high" }.Select(column =>
                    100 * Of(shares, column, "team.sell_hazard")
                ),
            ]
        )
    ),
    "what the team's pace explains alone in percent, with its interval,"
);
Study.Claim(
    screening.Where("parameter = 'team.sell_hazard' and deviation > mean_absolute / 2").RowCount == 1,
    "by how much depends on where the others are"
);
Study.Claim(
    Math.Abs(Of(royalties, "first", "graph.composition_share") - kept) < 0.03
        && Math.Abs(Of(royalties, "first", "graph.call_share") - passedOn) < 0.03,
    "shares of variance are those of the closed form, within three points"
);
Study.Claim(
    Luck(ofPrice) is > 0.4 and < 0.7 && Luck(ofLogarithm) is > 0.4 and < 0.7,
    "luck weighs about as much as all that nobody published, whether prices are compared by difference or by ratio"
);
Study.Claim(
    Luck(ofPrice) > 0.5 && Luck(ofLogarithm) > 0.5,
    "to know all that nobody published would take away less than half of the variance"
);
