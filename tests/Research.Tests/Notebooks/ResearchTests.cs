using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Themes;
using Souk.Research.Frames;
using Souk.Research.Notebooks;
using Souk.Research.Responses;
using Souk.Research.Snapshots;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;
using Metric = Souk.Research.Notebooks.Metric;
using Scenario = Souk.Research.Notebooks.Scenario;
using Studied = Souk.Research.Notebooks.Warehouse;

namespace Souk.Research.Tests.Notebooks;

/// <summary>The sample that ships, opened once.</summary>
public sealed class Sample : IDisposable
{
    public Studied Warehouse { get; } = Studied.Open("sample");

    public void Dispose() => Warehouse.Dispose();
}

public sealed class ResearchTests(Sample sample) : IClassFixture<Sample>
{
    private readonly Studied _warehouse = sample.Warehouse;

    [Fact]
    public void A_metric_gives_the_rows_that_the_catalogue_gives()
    {
        Metric metric = _warehouse.Metric("supply");

        metric
            .Frame.Column<Int128>("supply")[^1]
            .ShouldBe(
                _warehouse
                    .Sql(
                        "select sum(if(sender_id = 0, amount, 0::hugeint)) - sum(if(recipient_id = 0, amount, 0::hugeint)) as supply from market.transfer t join market.token k using (chain_id, token_id, system) where system = 'masa' and is_market_token"
                    )
                    .Value<Int128>()
            );
        metric.Unit.ShouldBe(MetricCatalogue.Get("supply").Unit);
    }

    [Fact]
    public void As_of_an_earlier_day_later_rows_do_not_count()
    {
        Frame early = _warehouse.Metric("as_of").AsOf(2024, 6, 30).Frame;

        early.Column<DateTime>("time")[0].ShouldBeLessThan(new DateTime(2024, 7, 1));
        early.Column<DateTime>("time")[0].ShouldBeGreaterThan(new DateTime(2024, 6, 29));
    }

    [Fact]
    public void What_files_said_later_does_not_count_and_the_next_question_is_about_now_again()
    {
        _warehouse.WhatIf(
            """
            insert into reference.offchain_revenue values
                ('masa', '2024-01-01', '2024-03-31', 'USD', 100, 'reported', 'a', timestamp '2025-01-31 23:59:59', timestamp '2025-03-01'),
                ('masa', '2024-01-01', '2024-03-31', 'USD', 130, 'reported', 'a', timestamp '2025-03-01', null)
            """
        );
        Metric revenue = _warehouse.Metric("offchain_revenue");
        long[] Amounts(Metric asked) => [.. asked.Frame.Sql("select amount::bigint as n from frame").Column<long>("n")];

        Amounts(revenue.KnownAt(2025, 1, 30)).ShouldBeEmpty();
        Amounts(revenue.KnownAt(2025, 1, 31)).ShouldBe([100]);
        Amounts(revenue.KnownAt(new DateTime(2025, 3, 1))).ShouldBe([130]);
        Amounts(revenue.KnownAt(2025, 1, 31).ByEntity().AsOf(2024, 3, 30)).ShouldBeEmpty();
        Amounts(revenue).ShouldBe([130]);
        Should
            .Throw<FrameException>(() => _warehouse.Metric("supply").KnownAt(2024, 1, 1))
            .Message.ShouldContain("AsOf");
    }

    [Fact]
    public void Every_metric_is_a_frame_each_asked_of_one_of_the_markets()
    {
        string[] markets = ["masa", "ocean", "oraichain", "sahara", "singularitynet"];
        foreach ((int index, Souk.Warehouse.Metrics.Metric metric) in MetricCatalogue.All.Index())
        {
            _warehouse.Metric(metric.Key, markets[index % markets.Length]).Frame.Columns.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void An_unknown_metric_names_those_that_there_are() =>
        Should.Throw<UnknownMetricException>(() => _warehouse.Metric("suply")).Message.ShouldContain("supply");

    [Fact]
    public void A_warehouse_that_is_not_there_is_named() =>
        Should.Throw<SnapshotException>(() => Studied.Open("nothing.duckdb")).Message.ShouldContain("nothing.duckdb");

    [Fact]
    public void A_study_refuses_other_data_than_its_own()
    {
        Study.Pin(_warehouse, _warehouse.DataHash[..16], seed: 7);

        Should
            .Throw<CheckException>(() => Study.Pin(_warehouse, "000000000000"))
            .Message.ShouldContain(_warehouse.DataHash);
        Should.Throw<CheckException>(() => Study.Pin(_warehouse, ""));
        Should
            .Throw<CheckException>(() => Study.Pin(_warehouse, _warehouse.DataHash[..16], engine: 1))
            .Message.ShouldContain("it is version 2");
    }

    [Fact]
    public void A_study_refuses_another_scenario_or_engine_than_its_own()
    {
        Scenario scenario = Scenario.Load("unlocks");
        Study.Pin(scenario, scenario.Hash[..12], seed: 7, engine: 2);

        Should
            .Throw<CheckException>(() => Study.Pin(scenario.With("seed.sell_share", "31 %"), scenario.Hash[..12]))
            .Message.ShouldContain("it has the hash");
        Should.Throw<CheckException>(() => Study.Pin(scenario, scenario.Hash[..11]));
        Should
            .Throw<CheckException>(() => Study.Pin(scenario, scenario.Hash[..12], engine: 3))
            .Message.ShouldContain("the engine is version 3: it is version 2");
    }

    [Fact]
    public void A_notebook_draws_break_even_and_runway_as_the_pages_do_and_says_where_there_is_none()
    {
        Scenario crowd = Scenario.Load("people-crowd").For(days: 40);
        Scenario burns = Scenario.Load("fees-and-burns").For(days: 40);

        crowd.BreakEven().Series.Select(series => series.Name).ShouldBe(["annotators: income", "annotators: cost"]);
        burns.Ensemble(runs: 2).Runway().Title.ShouldBe("Months of treasury left");

        Should.Throw<InvalidOperationException>(() => burns.BreakEven()).Message.ShouldContain("works for pay");
        Should
            .Throw<InvalidOperationException>(() => crowd.Ensemble(runs: 1).Runway())
            .Message.ShouldContain("treasury");
    }

    [Fact]
    public void A_scenario_runs_and_keeps_amounts_exactly()
    {
        Run run = Scenario.Load("emissions").For(400).Run(seed: 3);

        Int128 first = run.Units("mint.tao.emitted")[0];
        // 7,200 blocks a day of one TAO each, in units of 10^-9.
        first.ShouldBe(7_200_000_000_000);
        run.Units("mint.tao.emitted")[399].ShouldBeGreaterThan(first);
        run.Frame("mint.tao.emitted").Column<Int128>("mint.tao.emitted")[0].ShouldBe(first);
        ((double)first / 1e9).ShouldBe(run.Series("mint.tao.emitted")[0], 1e-3);
    }

    [Fact]
    public void A_change_gives_another_hash_and_the_same_seed_the_same_digest()
    {
        Scenario before = Scenario.Load("fees-and-burns").For(20);
        Scenario after = before.With("fees.burn_share", 0.3);

        after.Hash.ShouldNotBe(before.Hash);
        before.Ensemble(runs: 3, seed: 5).Digest.ShouldBe(before.Ensemble(runs: 3, seed: 5).Digest);
        before.Ensemble(runs: 3, seed: 6).Digest.ShouldNotBe(before.Ensemble(runs: 3, seed: 5).Digest);
    }

    [Fact]
    public void Bands_are_quantiles_in_their_order()
    {
        Ensemble runs = Scenario.Load("masa-like").For(15).Ensemble(runs: 8, seed: 2);
        string metric = runs.Metrics[0].Key;

        Frame bands = runs.Bands(metric);

        bands.RowCount.ShouldBe(15);
        bands.Columns.Select(column => column.Name).ShouldBe(["day", "p05", "p25", "p50", "p75", "p95"]);
        bands.Where("p05 > p25 or p25 > p50 or p50 > p75 or p75 > p95").RowCount.ShouldBe(0);
        runs.Quantile(metric, 0.5).ShouldBe(bands.Column<double>("p50")[^1]);
        runs.Values(metric).Count.ShouldBe(8);
    }

    [Fact]
    public void A_scenario_may_start_from_the_warehouse()
    {
        Ensemble runs = _warehouse.Scenario("baseline").For(10).Ensemble(runs: 4, seed: 1);

        runs.Quantile("supply", 0.5, day: 0).ShouldBeGreaterThan(1e8);
    }

    [Fact]
    public void Measured_and_simulated_responses_are_those_of_the_one_estimator()
    {
        ResponseDesign design = new() { DaysBefore = 3, DaysAfter = 3 };
        Scenario scenario = Scenario.Load("masa-like").For(60);
        (Frame, ResponsePanel)[] asked =
        [
            (
                _warehouse.Responses("masa", "reward", "presence", before: 3, after: 3),
                PartyResponses.Read(_warehouse.Opened.Connection, "masa", "reward", PartyOutcome.Presence)
            ),
            (
                scenario.Responses("data_stakers", "data.posts", before: 3, after: 3),
                SimulatedResponses.Read(scenario.Parts, "data_stakers", "data.posts", seed: 1)
            ),
        ];

        foreach ((Frame frame, ResponsePanel panel) in asked)
        {
            ResponseEstimate whole = ResponseEstimator.Estimate(panel, design);
            IReadOnlyList<ResponseDay> path = ResponsePath.Of(panel, design);
            path.Count.ShouldBe(6);
            frame.Column<int?>("lag").ShouldBe([null, .. path.Select(day => (int?)day.Lag)]);
            frame.Column<double>("effect").ShouldBe([whole.Effect!.Value, .. path.Select(day => day.Effect)]);
            frame.Column<double>("low").ShouldBe([whole.Low!.Value, .. path.Select(day => day.Low)]);
            frame.Column<double>("high").ShouldBe([whole.High!.Value, .. path.Select(day => day.High)]);
            frame.Column<int>("events")[0].ShouldBe(whole.Events);
            frame.Column<string>("reason")[0].ShouldBe(whole.Reason);
        }

        Frame few = _warehouse.Responses("masa", "no such leg");
        few.Column<double?>("effect").ShouldBe([null]);
        few.Column<string>("verdict").ShouldBe(["too few events"]);
        Should.Throw<ArgumentException>(() => _warehouse.Responses(outcome: "joy")).Message.ShouldContain("purchases");
    }

    [Fact]
    public void An_unknown_scenario_names_those_that_ship() =>
        Should.Throw<ScenarioException>(() => Scenario.Load("masa")).Message.ShouldContain("masa-like");

    [Fact]
    public void A_chart_divides_amounts_once()
    {
        Frame frame = _warehouse.Sql(
            "select date '2025-01-01' as day, 2500000000000000000::hugeint as paid, null::hugeint as lost"
        );

        Chart chart = Plot.Lines(frame, "day", ["paid", "lost"], "Paid", unit: "MASA", decimals: 18);

        string figure = PlotlyFigure.Json(chart, Theme.Light, ChartWords.English);
        figure.ShouldContain("\"y\":[2.5]");
        figure.ShouldContain("\"y\":[null]");
    }

    [Theory]
    [InlineData("1189989692049101364689001", 18, "1,189,989.692049101364689001")]
    [InlineData("-1500", 3, "-1.5")]
    [InlineData("7", 9, "0.000000007")]
    [InlineData("42", 0, "42")]
    public void Base_units_become_decimals_without_rounding(string units, int decimals, string expected) =>
        Study.Tokens(Int128.Parse(units), decimals).ShouldBe(expected);
}
