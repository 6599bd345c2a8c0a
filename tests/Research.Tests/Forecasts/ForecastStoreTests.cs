using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Storage;

namespace Souk.Research.Tests.Forecasts;

public sealed class ForecastStoreTests
{
    private const string Text = "title: As it is\nmarket: masa\nstate: from warehouse\nhorizon: 20 days\n";

    [Fact]
    public void A_stored_forecast_holds_every_quantile_of_every_day()
    {
        using WarehouseFile warehouse = SmallMarket.Open();
        EnsembleResult result = Forecast(warehouse.Connection);

        ForecastStore.Save(warehouse.Connection, result);

        warehouse.Connection.Scalar<long>("select count(*) from run.quantile").ShouldBe(20 * result.Metrics.Count);
        warehouse
            .Connection.Query(
                "select p05, p50, p95 from run.quantile where metric = 'supply' order by day",
                row => (row.GetDouble(0), row.GetDouble(1), row.GetDouble(2))
            )
            .ShouldBe(
                Enumerable
                    .Range(0, 20)
                    .Select(day => (Supply(result, 0.05, day), Supply(result, 0.5, day), Supply(result, 0.95, day)))
            );
        warehouse.Connection.Scalar<string>("select digest from run.forecast").ShouldBe(result.Digest);
    }

    [Fact]
    public void The_same_forecast_again_replaces_itself()
    {
        using WarehouseFile warehouse = SmallMarket.Open();
        EnsembleResult result = Forecast(warehouse.Connection);

        ForecastStore.Save(warehouse.Connection, result);
        ForecastStore.Save(warehouse.Connection, result);

        warehouse.Connection.Scalar<long>("select count(*) from run.forecast").ShouldBe(1);
        warehouse.Connection.Scalar<long>("select count(*) from run.quantile").ShouldBe(20 * result.Metrics.Count);
    }

    [Fact]
    public void Changes_are_laid_over_the_file()
    {
        using WarehouseFile warehouse = SmallMarket.Open();

        Scenario scenario = ScenarioSource.Apply(
            warehouse.Connection,
            ScenarioFile.Parse(Text, "as-it-is"),
            ("fees.burn_share", "0.75")
        );

        scenario.State.Fees.BurnShare.ShouldBe(0.75);
    }

    private static EnsembleResult Forecast(DuckDBConnection connection) =>
        Ensemble.Run(ScenarioSource.Apply(connection, ScenarioFile.Parse(Text, "as-it-is")), seed: 7, runs: 5);

    private static double Supply(EnsembleResult result, double share, int day) =>
        result["supply"].QuantileByDay(share)[day];
}
