using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Traces;

namespace Souk.EndToEnd.Tests;

/// <summary>An asset's lifecycle against raw logs.</summary>
public sealed class TraceTests(Demo demo) : IClassFixture<Demo>
{
    private const string OrderStarted =
        "OrderStarted(address indexed consumer, address payer, uint256 amount, uint256 serviceIndex, uint256 timestamp, address indexed publishMarketAddress, uint256 blockNumber)";

    [Fact]
    public void A_dataset_of_the_demo_is_traced_from_its_document_to_its_payments()
    {
        DuckDBConnection connection = demo.Connection;
        string asset = LifecycleTrace.FindAssets(connection, countMax: 10).First(key => key.StartsWith("ocean/"));

        LifecycleTrace trace = LifecycleTrace.Find(connection, asset, countMax: int.MaxValue)!;

        string publisher = trace.StepsOf(LifecycleLayer.Origin).Single(step => step.Step == "asset").Party!;
        trace.StepsOf(LifecycleLayer.Origin).Single(step => step.Step == "document").Detail.ShouldBe("verified");
        LifecycleStep[] paid = [.. trace.StepsOf(LifecycleLayer.Execution)];
        paid.Count(step => step.Step == "access").ShouldBe(CountOrders(asset));
        paid.Where(step => step.Step == "price").ShouldAllBe(step => step.Other == publisher && step.Token == "OCEAN");
        paid.Where(step => step.Step == "price")
            .Aggregate(BigInteger.Zero, (sum, step) => sum + step.Amount!.Value)
            .ShouldBe(SumOfPrices(connection, asset));
        // Only the royalty market of the demo sends anything to another chain, and this asset is none of its.
        trace.StepsOf(LifecycleLayer.InterChain).ShouldBeEmpty();
    }

    [Fact]
    public void A_trace_lists_no_more_of_each_kind_than_was_asked_for_and_counts_all()
    {
        DuckDBConnection connection = demo.Connection;
        LifecycleTrace whole = LifecycleTrace.Find(connection, "masa/data-type/1", countMax: int.MaxValue)!;

        LifecycleTrace trace = LifecycleTrace.Find(connection, "masa/data-type/1", countMax: 2)!;

        trace.StepsOf(LifecycleLayer.Execution).GroupBy(step => step.Step).ShouldAllBe(kind => kind.Count() == 2);
        trace.CountOf(LifecycleLayer.Origin, "contribution").ShouldBeGreaterThan(100);
        trace
            .CountOf(LifecycleLayer.Origin, "contribution")
            .ShouldBe(whole.StepsOf(LifecycleLayer.Origin).Count(step => step.Step == "contribution"));
    }

    private int CountOrders(string asset) =>
        new RawLogs(demo.Connection)
            .Query(
                "datatoken",
                OrderStarted,
                $"select count(*) from logs where contract = '{asset["ocean/".Length..]}'",
                row => (int)row.GetInt64(0)
            )
            .Single();

    private static BigInteger SumOfPrices(DuckDBConnection connection, string asset) =>
        connection.Scalar<BigInteger>(
            "select sum(amount) from market.payment where asset_key = $asset and role = 'price'",
            ("asset", asset)
        );
}
