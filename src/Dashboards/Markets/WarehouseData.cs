using System.Collections.Concurrent;
using Souk.Dashboards.Answers;
using Souk.DuckDb;
using Souk.Research.States;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Markets;

/// <summary>What the pages show, read from a warehouse. Every number comes from a metric file.</summary>
/// <param name="connection">Used by one reader at a time; stays owned by the caller.</param>
/// <param name="scenarioPath">The scenario that forecasts start from; its market is replaced by the one asked for.</param>
public sealed class WarehouseData(DuckDBConnection connection, string scenarioPath) : IDashboardData, IDisposable
{
    private const int ForecastsKept = 16;

    /// <summary>A page that reads for longer is given up.</summary>
    public TimeSpan ReadTimeMax { get; init; } = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<(string Hash, uint Seed, int Runs), EnsembleResult> _forecasts = new();

    public Task<IReadOnlyList<MarketSummary>> ListMarketsAsync(CancellationToken cancellation) =>
        InTurnAsync<IReadOnlyList<MarketSummary>>(
            () => [.. ReadSystems().Select(system => new MarketReader(connection, system).Summary())],
            cancellation
        );

    public Task<MarketOverview?> ReadMarketAsync(string system, CancellationToken cancellation) =>
        InTurnAsync(
            () => ReadSystems().Contains(system) ? new MarketReader(connection, system).Overview() : null,
            cancellation
        );

    public async Task<Forecast?> ForecastAsync(string system, ForecastRequest request, CancellationToken cancellation)
    {
        (Scenario Scenario, MarketSummary Market)? prepared = await InTurnAsync<(Scenario, MarketSummary)?>(
            () =>
                ReadSystems().Contains(system)
                    ? (Prepare(system, request), new MarketReader(connection, system).Summary())
                    : null,
            cancellation
        );
        if (prepared is not { } ready)
        {
            return null;
        }

        EnsembleResult result = await SimulateAsync(
            ready.Scenario,
            (uint)(request.Seed ?? 1),
            request.Runs,
            cancellation
        );
        return ForecastReader.Read(ready.Market, result);
    }

    public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read, CancellationToken cancellation) =>
        InTurnAsync(() => read(connection), cancellation);

    public void Dispose() => _turn.Dispose();

    // A page, its charts and its files ask for the same forecast; hash, seed and runs identify it.
    private async Task<EnsembleResult> SimulateAsync(
        Scenario scenario,
        uint seed,
        int runs,
        CancellationToken cancellation
    )
    {
        (string, uint, int) key = (scenario.Hash, seed, runs);
        if (_forecasts.TryGetValue(key, out EnsembleResult? known))
        {
            return known;
        }

        EnsembleResult result = await Task.Run(
            () => Ensemble.Run(scenario, seed, runs, cancellation: cancellation),
            cancellation
        );
        if (_forecasts.Count >= ForecastsKept)
        {
            _forecasts.Clear();
        }

        return _forecasts.GetOrAdd(key, result);
    }

    private Scenario Prepare(string system, ForecastRequest request)
    {
        ScenarioFile file = ScenarioFile.Parse(
            File.ReadAllText(scenarioPath),
            Path.GetFileNameWithoutExtension(scenarioPath)
        );
        Scenario scenario = (file with { Market = system }).Apply(InitialStateReader.Read(connection, system));
        return request.BurnShare is { } share
            ? scenario
                .With("fees.burn_share", share.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
                .Validated()
            : scenario;
    }

    private List<string> ReadSystems() =>
        connection.Query(
            "select distinct system from market.token where is_market_token order by system",
            row => row.GetString(0)
        );

    // One snapshot per answer: all metrics of a page are as of the same block.
    private async Task<T> InTurnAsync<T>(Func<T> read, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(ReadTimeMax);
            // Only what runs now is interrupted; the next reader starts afresh.
            using var command = new DuckDBCommand { Connection = connection };
            using CancellationTokenRegistration stop = limit.Token.Register(command.Cancel);
            return await Task.Run(
                () =>
                {
                    using DuckDBTransaction snapshot = connection.BeginTransaction();
                    MetricAnswers.Keep(connection).Refresh(connection);
                    return read();
                },
                cancellation
            );
        }
        catch (DuckDBException stopped) when (stopped.ErrorType == DuckDBErrorType.Interrupt)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ReadTimeException(ReadTimeMax);
        }
        finally
        {
            _turn.Release();
        }
    }
}
