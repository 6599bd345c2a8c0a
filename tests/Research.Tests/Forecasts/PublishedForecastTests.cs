using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Research.Notebooks;
using Souk.Simulation.Backtests;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Calibration;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Scores;
using Souk.Simulation.Uncertainties;
using Souk.Warehouse.Storage;

namespace Souk.Research.Tests.Forecasts;

public sealed class PublishedForecastTests : IDisposable
{
    private static readonly DateTime s_published = new(2025, 1, 3, 12, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-forecasts").FullName;

    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    public void Dispose()
    {
        _warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_forecast_of_Sahara_that_ships_is_the_one_that_was_published()
    {
        PublishedForecast sahara = ForecastFile.Read(
            Path.Combine(ShippedFiles.Root, "data", "forecasts", "sahara-unlock-2025-11-26.json")
        );

        ForecastFile.HashOf(sahara).ShouldStartWith("91f9683a3a542e64");
        sahara.DataUntil.ShouldBe(new DateOnly(2025, 11, 22));
        sahara.IsSelfTest.ShouldBeFalse();
        sahara.Assumptions.ShouldContain(one => one.StartsWith("MISFIT", StringComparison.Ordinal));
        sahara.Runs.ShouldBe(400);
        sahara
            .Bands.Select(band => (band.Series, band.Day))
            .ShouldBe(
                from series in (string[])["sahara/market_cap_usd", "sahara/volume_usd"]
                from week in Enumerable.Range(1, 10)
                select (series, new DateOnly(2025, 11, 22).AddDays(7 * week))
            );
        sahara.Bands.ShouldAllBe(band => band.Futures.Count == 400 && band.Origin == sahara.DataUntil);
        foreach (PublishedBand band in sahara.Bands)
        {
            band.Futures.ShouldBeInOrder();
        }
    }

    [Fact]
    public void A_forecast_is_read_as_it_was_written_and_a_file_is_never_overwritten()
    {
        ForecastFile.Write(At("a.json"), Forecast());

        PublishedForecast read = ForecastFile.Read(At("a.json"));

        ForecastFile.HashOf(read).ShouldBe(ForecastFile.HashOf(Forecast()));
        read.Bands[0].Futures.ShouldBe(Forecast().Bands[0].Futures);
        read.CreatedAt.ShouldBe(s_published);
        Should
            .Throw<ForecastException>(() => ForecastFile.Write(At("a.json"), Forecast()))
            .Message.ShouldContain("a.json");
    }

    [Theory]
    [InlineData("\"futures\":[1,", "\"futures\":[2,")]
    [InlineData("\"name\":\"june\"", "\"name\":\"july\"")]
    [InlineData("2025-01-03T12", "2024-01-03T12")]
    public void A_forecast_that_was_changed_is_refused_by_its_name(string what, string with)
    {
        string text = ForecastFile.TextOf(Forecast());
        text.ShouldContain(what);
        File.WriteAllText(At("b.json"), text.Replace(what, with, StringComparison.Ordinal));

        string message = Should.Throw<ForecastException>(() => ForecastFile.Read(At("b.json"))).Message;

        message.ShouldContain(with.Contains("july", StringComparison.Ordinal) ? "'july'" : "'june'");
        message.ShouldContain("changed after it was published");
    }

    [Fact]
    public void Another_forecast_of_a_known_name_is_refused_and_the_same_one_is_there_already()
    {
        ForecastShelf.Load(_warehouse.Connection, Forecast()).ShouldBeTrue();
        ForecastShelf.Load(_warehouse.Connection, Forecast()).ShouldBeFalse();

        Should
            .Throw<ForecastException>(() =>
                ForecastShelf.Load(_warehouse.Connection, Forecast() with { Assumptions = ["All is well."] })
            )
            .Message.ShouldContain("'june' was published before");
        ForecastRecord.Read(_warehouse.Connection).Single().Assumptions.ShouldBe(["The pool is all of the market."]);
    }

    [Fact]
    public void A_band_is_scored_once_its_day_is_known_and_anew_when_a_source_revises_it()
    {
        ForecastShelf.Load(_warehouse.Connection, Forecast());
        Observe("2025-01-01", 8);
        Observe("2025-01-02", 9);
        Observe("2025-01-03", 11);
        ForecastScoring.Run(_warehouse.Connection, s_published).ShouldBe(0);

        Observe("2025-01-04", 3);
        ForecastScoring.Run(_warehouse.Connection, s_published).ShouldBe(1);
        ForecastRecord record = ForecastRecord.Read(_warehouse.Connection).Single();

        // Futures 1, 2, 3, 4, 5: mean distance 6/5 from 3, less half of the mean distance 8/5 between them.
        record.Known.Single().Crps!.Value.ShouldBe(1.2 - 0.8, 1e-12);
        record.Known.Single().IsCovered.ShouldBe(true);
        record.Known.Single().LastValueCrps!.Value.ShouldBe(Crps.OfNormal(11, Math.Sqrt(2.5), 3), 1e-12);
        record.Verdict.ShouldContain("too few to tell");

        _warehouse.Connection.Execute(
            "update reference.series set superseded_at = now() where day = date '2025-01-04'"
        );
        Observe("2025-01-04", 7);
        ForecastScoring.Run(_warehouse.Connection, s_published).ShouldBe(1);
        ForecastRecord.Read(_warehouse.Connection).Single().Known.Single().IsCovered.ShouldBe(false);
    }

    [Fact]
    public void Bands_that_hold_nothing_are_said_not_to_cover()
    {
        PublishedBand band = Forecast().Bands[0];
        PublishedForecast forecast = Forecast() with
        {
            Bands = [.. Enumerable.Range(4, 5).Select(day => band with { Day = new DateOnly(2025, 1, day) })],
        };
        ForecastShelf.Load(_warehouse.Connection, forecast);
        foreach (int day in (int[])[4, 5, 6, 7, 8])
        {
            Observe($"2025-01-0{day}", 100);
        }

        ForecastScoring.Run(_warehouse.Connection, s_published);

        ForecastRecord.Read(_warehouse.Connection).Single().Verdict.ShouldStartWith("DOES NOT COVER: 0 of 5");
    }

    [Fact]
    public void A_forecast_of_one_model_says_what_all_models_hold_together()
    {
        Blueprint market = Catalogue.Read(
            "test.yaml",
            _ =>
                """
                    start: 2025-01-01
                    horizon: 30 days
                    tokens:
                      TKN: { decimals: 18, supply_max: 1B TKN }
                      USDC: { decimals: 6 }
                    parts:
                      pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }
                      traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.03 }
                      rewards: { kind: account, holder: rewards, balance: 10M TKN }
                      people: { kind: people.contributors, active: 60, pool: pool, rewards: rewards, payout_share: 0.1 %, wage_at_start: 2 USD/day }
                    """
        );
        Variation[] vary = [Variation.Parse("traders.flow_sigma=0.01..0.05")];
        MomentTarget[] observed = [new("price", 3, 0.2), new("price", 10, 0.19)];
        BacktestPlan fitting = new()
        {
            FirstDay = 1,
            EveryDays = 1,
            AheadDays = 1,
            Metrics = ["price"],
            Evaluations = 4,
            Futures = 20,
            Anchors = new Dictionary<string, Anchor> { ["price"] = Anchor.None },
        };

        PublishedForecast made = new ForecastPlan(
            "june",
            market,
            vary,
            observed,
            "data",
            [("price", "masa/price")],
            [7],
            fitting,
            Seed: 1,
            Runs: 2,
            IsSelfTest: true,
            []
        ).Make(s_published);

        MomentFit fit = Backtest.Fit(market, vary, observed, origin: 10, fitting, seed: 1, runs: 2);
        Blueprint fitted = Backtest.Fitted(market, vary, fit) with { HorizonDays = 18 };
        ModelBand union = ModelUncertainty.Measure(fitted, ["price"], seed: 2, runs: 20).Single().Union;
        made.Assumptions[^1]
            .ShouldBe(
                FormattableString.Invariant(
                    $"Bands are of one model. Under 6 (three expectation modes, two price models) masa/price is between {union.P05:G6} and {union.P95:G6} USD/TKN on 2025-01-18: the union of their bands."
                )
            );
    }

    [Fact]
    public void A_forecast_knows_what_it_was_fitted_to_and_nothing_later()
    {
        const string text = """
            start: 2025-01-01
            horizon: 90 days
            tokens:
              TKN: { decimals: 18, supply_max: 1B TKN }
              USDC: { decimals: 6 }
            parts:
              pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
              traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.02 }
            """;
        ForecastPlan plan = new(
            "june",
            Catalogue.Read("test.yaml", _ => text),
            [Variation.Parse("traders.flow_sigma=0.01..0.05")],
            [new MomentTarget("price", 3, 0.05), new MomentTarget("price", 10, 0.1)],
            "data",
            [("price", "masa/price")],
            [7, 14],
            new BacktestPlan
            {
                FirstDay = 1,
                EveryDays = 1,
                AheadDays = 1,
                Metrics = ["price"],
                Evaluations = 6,
                Futures = 30,
            },
            Seed: 1,
            Runs: 2,
            IsSelfTest: true,
            ["The pool is all of the market."]
        );

        PublishedForecast made = plan.Make(s_published.AddMilliseconds(7));

        made.CreatedAt.ShouldBe(s_published);
        made.DataUntil.ShouldBe(new DateOnly(2025, 1, 11));
        made.Bands.Select(band => band.Day).ShouldBe([new DateOnly(2025, 1, 18), new DateOnly(2025, 1, 25)]);
        made.Bands[1].Futures.Count.ShouldBe(30);
        // From the last observation on: half a dozen deviations of a fortnight to either side.
        made.Bands[1].Futures.ShouldAllBe(value => value > 0.02 && value < 0.5);
        made.Assumptions[1].ShouldContain("traders.flow_sigma");
        AssumedInputs
            .Find(made.Assumptions)
            .ShouldBe(
                (
                    BlueprintExplanation.AssumedInputs(plan.Blueprint).Count,
                    BlueprintExplanation.Of(plan.Blueprint).Sum(part => part.Parameters.Count)
                )
            );
        made.Assumptions[^1].ShouldStartWith("One model. Nobody in the scenario expects anything");
        ForecastFile.HashOf(plan.Make(s_published)).ShouldBe(ForecastFile.HashOf(made));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Observe(string day, double value) =>
        _warehouse.Connection.Execute(
            "insert into reference.series values ('masa', 'cap', $day::date, $value, 'reported', 'a file', now(), null)",
            ("day", day),
            ("value", value)
        );

    private static PublishedForecast Forecast() =>
        new(
            "june",
            "A market",
            s_published,
            "2",
            "5ce0",
            Seed: 2,
            Runs: 5,
            "da7a",
            new DateOnly(2025, 1, 3),
            IsSelfTest: false,
            ["The pool is all of the market."],
            [new("masa/cap", "cap.value", "USD", new DateOnly(2025, 1, 3), new DateOnly(2025, 1, 4), [1, 2, 3, 4, 5])]
        );
}
