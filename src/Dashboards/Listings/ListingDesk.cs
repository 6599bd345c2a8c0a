using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Listings;

/// <summary>Works out what the front page says of markets once for each state of the index.</summary>
/// <remarks>Reading flags and prices of every market takes longer than a page may. When the index went on, readers get what was
/// worked out last beside today's supply and block, and it is worked out anew behind them; only the first reader waits.</remarks>
public sealed class ListingDesk(IDashboardData data) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private (string State, IReadOnlyList<MarketListing> Listings)? _known;
    private Task _work = Task.CompletedTask;

    /// <returns>In the order of <see cref="IDashboardData.ListMarketsAsync"/>; summaries are of now.</returns>
    public async Task<IReadOnlyList<MarketListing>> ReadAsync(CancellationToken cancellation)
    {
        string state = await data.ReadStateAsync(cancellation);
        if (_known is null)
        {
            await WorkAsync(state, cancellation);
        }
        else if (_known.Value.State != state && _work.IsCompleted)
        {
            _work = WorkAsync(state, _stop.Token);
        }

        return Today(await data.ListMarketsAsync(cancellation), _known!.Value.Listings);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task WorkAsync(string state, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_known?.State != state)
            {
                _known = (state, await ListingReader.ReadAsync(data, cancellation));
            }
        }
        finally
        {
            _turn.Release();
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
}
