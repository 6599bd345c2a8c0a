using System.Collections.Concurrent;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Research.States;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Markets;

/// <summary>What the pages show, read from a warehouse. Every number comes from a metric file.</summary>
/// <param name="connection">Used by one reader at a time; stays owned by the caller.</param>
/// <param name="scenarioPath">The scenario that forecasts start from; its market is replaced by the one asked for.</param>
public sealed class WarehouseData(DuckDBConnection connection, string scenarioPath) : IDashboardData, IDisposable
{
    private const int ForecastsKept = 16;

    /// <summary>A page that reads for longer is given up.</summary>
    public TimeSpan ReadTimeMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>As <see cref="ReadTimeMax"/>, of a page that nobody waits for.</summary>
    public TimeSpan ReadTimeMaxBehind { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the state of the index is believed that was asked for last: so much later readers may learn of a new
    /// block. It takes a <see cref="Clock"/>.</summary>
    public TimeSpan StateAgeMax { get; init; }

    /// <summary>Tells the age of a state; null asks each time.</summary>
    public TimeProvider? Clock { get; init; }

    private readonly WarehouseReader _front = new(connection);
    private readonly Lazy<WarehouseReader> _behind = new(() => WarehouseReader.Beside(connection));
    private readonly Lazy<WarehouseReader> _state = new(() => WarehouseReader.Beside(connection));
    private readonly Lock _asking = new();
    private (long At, Task<string> State)? _asked;
    private readonly ConcurrentDictionary<(string Hash, uint Seed, int Runs), EnsembleResult> _forecasts = new();

    public Task<IReadOnlyList<MarketSummary>> ListMarketsAsync(CancellationToken cancellation) =>
        InTurnAsync<IReadOnlyList<MarketSummary>>(
            reader => [.. Systems(reader).Select(system => new MarketReader(reader, system).Summary())],
            cancellation
        );

    public Task<MarketOverview?> ReadMarketAsync(string system, CancellationToken cancellation) =>
        InTurnAsync(
            reader => Systems(reader).Contains(system) ? new MarketReader(reader, system).Overview() : null,
            cancellation
        );

    public async Task<Forecast?> ForecastAsync(string system, ForecastRequest request, CancellationToken cancellation)
    {
        (Scenario Scenario, MarketSummary Market)? prepared = await InTurnAsync<(Scenario, MarketSummary)?>(
            reader =>
                Systems(reader).Contains(system)
                    ? (Prepare(reader, system, request), new MarketReader(reader, system, request.Until).Summary())
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
        InTurnAsync(read, cancellation);

    /// <summary>As of at most <see cref="StateAgeMax"/> ago, before which it was asked for: who asks meanwhile shares the answer.</summary>
    public Task<string> ReadStateAsync(CancellationToken cancellation)
    {
        lock (_asking)
        {
            if (
                _asked is not { } asked
                || asked.State.IsFaulted
                || asked.State.IsCanceled
                || Clock is null
                || Clock.GetElapsedTime(asked.At) >= StateAgeMax
            )
            {
                // Not ended by the reader who asked: others wait for it, too.
                asked = (Clock?.GetTimestamp() ?? 0, AskStateAsync());
                _asked = asked;
            }

            return asked.State.WaitAsync(cancellation);
        }
    }

    public void ForgetState()
    {
        lock (_asking)
        {
            _asked = null;
        }
    }

    private Task<string> AskStateAsync() =>
        _state.Value.ReadAsync(
            beside => (string?)RecordQuery.Run(beside, "index_state").Rows[0][0] ?? "",
            ReadTimeMax,
            CancellationToken.None
        );

    public void Dispose()
    {
        _front.Dispose();
        foreach (Lazy<WarehouseReader> other in new[] { _behind, _state }.Where(other => other.IsValueCreated))
        {
            other.Value.Dispose();
        }
    }

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

    private Scenario Prepare(DuckDBConnection reader, string system, ForecastRequest request)
    {
        ScenarioFile file = ScenarioFile.Parse(
            File.ReadAllText(scenarioPath),
            Path.GetFileNameWithoutExtension(scenarioPath)
        );
        Scenario scenario = (file with { Market = system }).Apply(
            InitialStateReader.Read(reader, system, new SupposedStart(request.PriceUsd), request.Until)
        );
        return request.BurnShare is { } share
            ? scenario
                .With("fees.burn_share", share.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
                .Validated()
            : scenario;
    }

    private static List<string> Systems(DuckDBConnection reader) =>
        reader.Query(
            "select distinct system from market.token where is_market_token order by system",
            row => row.GetString(0)
        );

    // What nobody waits for may take its time, and keeps nobody waiting.
    private Task<T> InTurnAsync<T>(Func<DuckDBConnection, T> read, CancellationToken cancellation) =>
        ReadingBehind.IsOn
            ? _behind.Value.ReadAsync(read, ReadTimeMaxBehind, cancellation)
            : _front.ReadAsync(read, ReadTimeMax, cancellation);
}
