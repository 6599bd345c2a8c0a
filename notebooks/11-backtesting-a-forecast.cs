// %% [markdown]
// # 11 Backtesting a forecast
//
// **Question.** How would one know whether the band of a forecast is worth anything?
//
// **Answer.** By forecasting again and again from what was known at the time, and counting. The share of bands that held what came has an
// exact binomial interval; bands that are made a quarter as wide are told by it. The CRPS says the same in the unit of the series, and a
// baseline that anybody could make says whether a model is worth its trouble. The model that is fitted below is not: its bands hold what
// came, but are so wide that the last value alone does better.
//
// The series is the price of the synthetic sample. What is fitted to it here is a **self-test** of the machine: it says nothing of the
// world, and is never shown among forecasts.

// %%
using Souk;
using Souk.Simulation.Backtests;
using Souk.Simulation.Calibration;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Scores;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862", seed: 11, engine: 2);

// %% [markdown]
// The price at the end of every seventh day on which the pool traded.

// %%
var weekly = warehouse
    .Metric("price")
    .Frame.Sql(
        """
        with numbered as (
            select
                day, quote_reserve::double / 1e6 / (token_reserve::double / 1e18) as price,
                row_number() over (order by day) as row
            from frame
        )
        select day, price from numbered where row % 7 = 1 order by day
        """
    );
var price = weekly.Column<double>("price").ToArray();
display(Plot.Lines(weekly, "day", ["price"], "Weekly price of the synthetic token", unit: "USDC"));

// %% [markdown]
// **Bands without a model.** The last value stays, and steps are as large as they were: a normal law whose 90 % band is 1.645 deviations
// to either side. Forecast one week ahead from each week, with nothing later in sight.

// %%
const int First = 20;
const double Ninety = 1.6448536269514722;
(int Covered, double Crps) Roll(double width)
{
    int covered = 0;
    double crps = 0;
    for (int week = First; week < price.Length; week++)
    {
        Baseline known = Baseline.LastValue(price[..week], steps: 1);
        Baseline said = known with { Deviation = known.Deviation * width };
        covered += Math.Abs(price[week] - said.Mean) <= Ninety * said.Deviation ? 1 : 0;
        crps += said.Crps(price[week]);
    }

    return (covered, crps / (price.Length - First));
}

int forecasts = price.Length - First;
var honest = Roll(1);
var boastful = Roll(0.25);
var honestShare = BinomialInterval.Of(honest.Covered, forecasts);
var boastfulShare = BinomialInterval.Of(boastful.Covered, forecasts);
display(
    $"{honest.Covered} of {forecasts} within the band ({honestShare.Low:P1} to {honestShare.High:P1}), "
        + $"CRPS {honest.Crps:0.000000000}; a quarter as wide: {boastful.Covered} "
        + $"({boastfulShare.Low:P1} to {boastfulShare.High:P1}), CRPS {boastful.Crps:0.000000000}"
);

// %% [markdown]
// **Bands with a model.** A pool with noise traders is fitted to the sum of squared price changes by the method of simulated moments, then run
// on. The same scenario as a file: `souk backtest SCENARIO --targets FILE`.

// %%
var plain = System.Globalization.CultureInfo.InvariantCulture;
string money = (10e6 * price[0]).ToString("0.000000", plain);
string logarithm = Math.Log(price[0]).ToString("0.000000000", plain);
string scenario = $$"""
    start: 2025-01-01
    horizon: 60 days
    tokens:
      TKN: { decimals: 18, supply_max: 1B TKN }
      USDC: { decimals: 6 }
    parts:
      pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: {{money}} USDC }
      traders: { kind: people.traders, pool: pool, balance: 300M TKN, flow_sigma: 0.02 }
      before: { kind: rule.set, initial: {{logarithm}}, phase: observe, value: log(pool.price / (1 USDC/TKN)) }
      squares:
        kind: rule.set
        initial: 0
        value: "squares.value + pow(log(pool.price / (1 USDC/TKN)) - before.value, 2)"
    """;
List<MomentTarget> observed = [];
double squares = 0;

// A simulated day stands for a week.
for (int week = 0; week < 52; week++)
{
    squares += week == 0 ? 0 : Math.Pow(Math.Log(price[week] / price[week - 1]), 2);
    observed.Add(new MomentTarget("price", week, price[week]));
    observed.Add(new MomentTarget("squares.value", week, squares));
}

Backtest backtest = new(
    Catalogue.Read("sample.yaml", _ => scenario),
    [Variation.Parse("traders.flow_sigma=0.0005..0.2")],
    observed,
    new BacktestPlan
    {
        FirstDay = 26,
        EveryDays = 2,
        AheadDays = 1,
        ThinDays = 5,
        Metrics = ["price"],
        Evaluations = 8,
        Futures = 60,
    }
);
var scored = backtest.Run(seed: 11, runs: 2).SelectMany(origin => origin.Forecasts).ToList();
Scoreboard board = new(scored);
display(
    $"Self-test: {board.Covered} of {scored.Count} within the 90 % band "
        + $"({board.Interval.Low:P1} to {board.Interval.High:P1}): {board.Verdict}; CRPS {board.Crps:0.000000}, "
        + $"skill over the last value {board.SkillOverLastValue:P1}; places p = {board.Pit.PValue:0.000}"
);

// %%
Study.Claim(scored.Count == 13, "a forecast every other week for half a year");
Study.Claim(boastfulShare.High < 0.9, "bands a quarter as wide are told not to cover");
Study.Claim(honest.Covered > boastful.Covered, "honest bands hold more");
Study.Claim(honest.Crps < boastful.Crps, "and the CRPS prefers them");
Study.Claim(board.Verdict != CoverageVerdict.TooNarrow, "the fitted bands are not too narrow");
Study.Claim(board.SkillOverLastValue < 0, "but the last value alone does better");
