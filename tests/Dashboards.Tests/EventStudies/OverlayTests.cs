using Souk.Charts.Series;
using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Tests.EventStudies;

/// <summary>What people of a market and agents of a scenario did after they were paid, laid over each other.</summary>
public sealed class OverlayTests : IDisposable
{
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    // Ten people are paid, a month apart, and contribute on that day and the six days after it; ten others contributed once.
    public OverlayTests() =>
        _warehouse.Connection.Execute(
            """
            insert into chain.system values ('m', 'M', 'GOLD', null);
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.block values (1, 0, 1, 1, 0, 0, timestamp '2025-12-31');
            insert into market.transfer values (1, 0, 0, 0, timestamp '2025-01-01', 'm', 1, 0, 10, 5);
            insert into market.payment
            select 1, 0, p, 0, timestamp '2025-01-01' + to_days((30 * p)::integer), 'm', 'reward', 1, 0, p, 1, null, 'internal', null
            from range(1, 11) people (p);
            insert into market.contribution
            select 1, 0, 7 * p + after, timestamp '2025-01-01' + to_days((30 * p + after)::integer), 'm', 'm/a', p, 1
            from range(1, 11) people (p), range(0, 7) days (after)
            union all
            select 1, 0, p, timestamp '2025-01-02', 'm', 'm/a', p, 1
            from range(11, 21) people (p);
            """
        );

    public void Dispose() => _warehouse.Dispose();

    [Fact]
    public async Task Half_of_fourteen_days_is_measured_and_agents_stand_beside_it_by_the_same_code()
    {
        Blueprint scenario = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "masa-like.yaml"));
        scenario = scenario with { HorizonDays = 150 };
        ResponseDesign design = new();
        ResponsePanel agents = SimulatedResponses.Read(scenario, "data_stakers", "data.posts", seed: 7);
        ResponseEstimate expected = ResponseEstimator.Estimate(agents, design);
        using WarehouseData data = new(_warehouse.Connection, "no-scenario.yaml");
        using BandRunner runner = new();

        Study study = await new StudyDesk(data, runner).PeopleAsync(
            "m",
            PartyOutcome.Presence,
            (scenario, 7, "data_stakers", "data.posts"),
            CancellationToken.None
        );

        StudySide measured = study.Sides[0];
        StudySide simulated = study.Sides[1];
        (measured.Source, simulated.Source).ShouldBe(("measured", "simulated"));
        measured.Estimate!.Verdict.ShouldBe(ResponseVerdict.Seen);
        (measured.Estimate.Events, measured.Estimate.EventDays, measured.Estimate.EventsDropped).ShouldBe((10, 10, 0));
        measured.Estimate.Effect!.Value.ShouldBe(0.5, 1e-12);
        measured.Estimate.Low!.Value.ShouldBe(0.5, 1e-12);
        measured.Estimate.High!.Value.ShouldBe(0.5, 1e-12);
        expected.Events.ShouldBeGreaterThan(1_000);
        simulated.Estimate!.ByLag.ShouldBe(expected.ByLag);
        (simulated.Estimate with { ByLag = [] }).ShouldBe(expected with { ByLag = [] });

        FanSeries[] drawn = [.. study.ToChart().Series.Cast<FanSeries>()];
        drawn.Select(fan => fan.Name).ShouldBe(["Measured", "Simulated"]);
        drawn[0].Median.ShouldBe([.. Enumerable.Range(-14, 28).Select(lag => lag is >= 0 and < 7 ? 1.0 : 0)]);
        drawn[1].Median.ShouldBe([.. ResponsePath.Of(agents, design).Select(day => day.Effect)]);
    }
}
