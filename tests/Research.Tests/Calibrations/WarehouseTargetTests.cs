using Souk.Research.Calibrations;
using Souk.Research.Snapshots;
using Souk.Simulation.Calibration;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Research.Tests.Calibrations;

/// <summary>Targets that are metric files over windows, on a market that is small enough to check by hand.</summary>
public sealed class WarehouseTargetTests : IDisposable
{
    private const string Burned =
        "- { of: burned, metric: emissions, column: burned, take: running total, market: masa, from: 2025-03-30, to: 2025-03-31 }\n";

    private static readonly DateOnly s_start = new(2025, 1, 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-targets-").FullName;

    private readonly WarehouseFile _market = SmallMarket.Open();

    public void Dispose()
    {
        _market.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Values_and_running_totals_are_those_of_the_metric_files_within_their_windows()
    {
        TargetSet targets = Read(
            Burned
                + "- { of: emitted, metric: emissions, column: emitted, market: masa, from: 2025-02-01, to: 2025-03-31 }\n"
                + "- { of: price, metric: price, column: quote_reserve, over: token_reserve, decimals: 1, market: masa, from: 2025-03-31, to: 2025-03-31 }\n"
        );

        // 900 were minted on day 59, 5 burned on day 89; the pool then has 5,010 USDC for 99,980 GOLD.
        targets.Targets.ShouldBe([
            new MomentTarget("emitted", 59, 900),
            new MomentTarget("burned", 88, 0),
            new MomentTarget("burned", 89, 5),
            new MomentTarget("emitted", 89, 0),
            new MomentTarget("price", 89, 5_010.0 / 99_980 / 10),
        ]);
        targets.DataHash.ShouldBe("the data");
        targets.IsSelfTest.ShouldBeFalse();
        targets.Hash.Length.ShouldBe(64);
    }

    [Fact]
    public void Growth_of_wallets_is_a_target()
    {
        const string Window = "market: masa, from: 2025-01-01, to: 2025-03-31 }\n";

        TargetSet targets = Read(
            $"- {{ of: seen, metric: wallets, column: seen, {Window}- {{ of: ever, metric: wallets, column: contributed, {Window}"
        );

        // One minter at first; in March the insider, miner, shop, treasury, buyer and seller, who alone ever contributed.
        targets.Targets.ShouldBe([
            new MomentTarget("ever", 0, 0),
            new MomentTarget("seen", 0, 1),
            new MomentTarget("ever", 31, 0),
            new MomentTarget("seen", 31, 1),
            new MomentTarget("ever", 59, 1),
            new MomentTarget("seen", 59, 7),
        ]);
    }

    [Fact]
    public void Data_of_a_development_chain_are_called_a_self_test()
    {
        DuckDb.DuckDBQueries.Execute(
            _market.Connection,
            "insert into chain.development select distinct chain_id from chain.block"
        );

        Read(Burned).IsSelfTest.ShouldBeTrue();
    }

    [Theory]
    [InlineData(
        "to: 2025-03-31",
        "to: 2024-03-31",
        "emissions.burned of masa from 2025-03-30 to 2024-03-31 has no data"
    )]
    [InlineData("market: masa", "market: ocean", "Target burned: emissions.burned of ocean")]
    [InlineData("column: burned", "column: burnt", "has no column 'burnt'; there are day, emitted, burned")]
    [InlineData("take: running total", "take: sum", "line 1: take 'sum' is neither")]
    [InlineData("from: 2025-03-30", "from: yesterday", "line 1: from 'yesterday' is no day")]
    [InlineData("of: burned", "on: burned", "'on' is none of of, metric")]
    [InlineData("metric: emissions,", "", "'metric' is missing")]
    public void A_target_that_cannot_be_used_is_refused_by_name(string right, string wrong, string message)
    {
        TargetException refused = Should.Throw<TargetException>(() =>
            Read(Burned.Replace(right, wrong, StringComparison.Ordinal))
        );

        refused.Message.ShouldContain(message);
    }

    [Fact]
    public void A_metric_that_nobody_defined_is_named() =>
        Should
            .Throw<UnknownMetricException>(() => Read(Burned.Replace("emissions", "emision", StringComparison.Ordinal)))
            .Message.ShouldContain("emision");

    private TargetSet Read(string list)
    {
        string path = Path.Combine(_folder, "targets.yaml");
        File.WriteAllText(path, list);
        OpenedWarehouse warehouse = new(_market.Connection, _market, "Small", "the data", IsCopy: false);
        return WarehouseTargets.Read(warehouse, path, s_start);
    }
}
