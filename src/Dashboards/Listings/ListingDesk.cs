using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Listings;

/// <summary>Works out what the front page says of markets once for each state of the index.</summary>
/// <remarks>Reading flags and prices of every market takes longer than a page may. When the index went on, readers get what was
/// worked out last beside today's supply and block, and it is worked out anew behind them; only the first reader waits, and not for
/// longer than a page may take: the work goes on without them.</remarks>
/// <param name="stops">Chains that this process stopped to index: readers wait until a new one is said.</param>
public sealed class ListingDesk(IDashboardData data, IndexStops stops) : IAsyncDisposable
{
    private static readonly TimeSpan s_waitMax = TimeSpan.FromSeconds(20);

    private readonly Lock _beginning = new();
    private readonly CancellationTokenSource _stop = new();
    private Listed? _known;
    private Task _work = Task.CompletedTask;

    /// <returns>In the order of <see cref="IDashboardData.ListMarketsAsync"/>; summaries are of now. Whether what stands beside
    /// them is of an earlier state, while that of now is worked out.</returns>
    /// <exception cref="ReadTimeException">The first reading takes long. It goes on, for who asks again.</exception>
    public async Task<(IReadOnlyList<MarketListing> Listings, bool AreEarlier)> ReadAsync(
        CancellationToken cancellation
    )
    {
        string state = await data.ReadStateAsync(cancellation);
        while (_known?.Stops != IndexStopText.Of(stops()))
        {
            await WaitAsync(Work(state), cancellation);
        }

        Listed known = _known!;
        if (known.State != state)
        {
            _ = Work(state);
        }

        return (Today(await data.ListMarketsAsync(cancellation), known.Listings), known.State != state);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>What is being worked out, or begins to be: nobody who leaves ends it for others.</summary>
    private Task Work(string state)
    {
        lock (_beginning)
        {
            if (_work.IsCompleted)
            {
                _work = Task.Run(() => WorkAsync(state, _stop.Token));
            }

            return _work;
        }
    }

    private static async Task WaitAsync(Task work, CancellationToken cancellation)
    {
        try
        {
            await work.WaitAsync(ReadingBehind.IsOn ? Timeout.InfiniteTimeSpan : s_waitMax, cancellation);
        }
        catch (TimeoutException)
        {
            throw new ReadTimeException(s_waitMax);
        }
    }

    private async Task WorkAsync(string state, CancellationToken cancellation)
    {
        ReadingBehind.TurnOn();
        IReadOnlyList<IndexStop> stopped = stops();
        string told = IndexStopText.Of(stopped);
        if (_known?.State != state || _known?.Stops != told)
        {
            _known = new Listed(state, told, await ListingReader.ReadAsync(data, stopped, cancellation));
        }
    }

    private static IReadOnlyList<MarketListing> Today(
        IReadOnlyList<MarketSummary> markets,
        IReadOnlyList<MarketListing> known
    ) =>
        [
            .. markets.Select(market =>
                known.FirstOrDefault(listing => listing.Market.System == market.System) is { } found
                    ? found with
                    {
                        Market = market,
                    }
                    : MarketListing.Unknown(market)
            ),
        ];

    private sealed record Listed(string State, string Stops, IReadOnlyList<MarketListing> Listings);
}
