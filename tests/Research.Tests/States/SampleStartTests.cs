using Souk.Research.Snapshots;
using Souk.Research.States;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;
using Souk.Warehouse.Storage;

namespace Souk.Research.Tests.States;

/// <summary>Every market of the sample starts, on any day.</summary>
public sealed class SampleStartTests
{
    private static readonly string[] s_markets = ["masa", "ocean", "oraichain", "sahara", "singularitynet"];

    [Fact]
    public void All_markets_of_the_sample_start_just_after_they_began_in_between_at_the_end_and_far_later()
    {
        using WarehouseFile sample = Snapshot.Open(Sample());

        foreach (string market in s_markets)
        {
            foreach (string day in new[] { "2024-04-11", "2024-05-01", "2025-03-31", "2026-04-10", "2031-01-01" })
            {
                DateTime asOf = DateTime.Parse(day, null).AddDays(1).AddSeconds(-1);
                InitialState state = InitialStateReader.Read(
                    sample.Connection,
                    market,
                    new SupposedStart(PriceUsd: 0.1),
                    asOf
                );

                Blueprint start = Catalogue.Read("start", _ => MarketStarter.Write(state)) with { HorizonDays = 5 };
                BlueprintResult run = BlueprintEnsemble.Run(start, seed: 1, runs: 1);

                double supply = BaseUnits.ToNumber(state.Supply, state.Token.Decimals);
                run.Find("supply")!.QuantileByDay(0.5)[0].ShouldBe(supply, 0.01 * supply, $"{market} on {day}");
                state.Basis.Pool.ShouldBe(market == "masa" ? Backing.Indexed : Backing.Supposed);
            }
        }
    }

    [Fact]
    public void A_market_that_just_began_has_no_orders_yet_and_one_that_runs_has_them_as_indexed()
    {
        using WarehouseFile sample = Snapshot.Open(Sample());

        InitialState first = InitialStateReader.Read(
            sample.Connection,
            "masa",
            supposed: null,
            new DateTime(2024, 4, 12)
        );
        InitialState last = InitialStateReader.Read(sample.Connection, "masa");

        first.Activity.OrdersPerDay.ShouldBe(0);
        first.Fees.ShouldBe(new FeeRules(MarketFeeShare: 0, BurnShare: 0));
        first.Basis.ShouldBe(
            new StartBasis(Backing.Indexed, Backing.Indexed, Backing.Supposed, Backing.Supposed, "USDC or MASA")
        );
        last.Activity.OrdersPerDay.ShouldBeGreaterThan(0);
        last.Basis.ShouldBe(new StartBasis { PaidIn = "USDC or MASA" });
    }

    private static string Sample()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "data", "samples", "demo");
    }
}
