using Souk.Dashboards.Answers;
using Souk.Dashboards.Sections;

namespace Souk.Dashboards.Shelves;

/// <summary>The pages that a server makes before anyone asks: those that a reader comes to first.</summary>
internal static class PagesAhead
{
    /// <summary>Makes them; ends with the server.</summary>
    /// <param name="onFailure">Told why there are none.</param>
    public static async Task MakeAsync(
        PageShelf shelf,
        IDashboardData data,
        Action<Exception>? onFailure,
        CancellationToken stop
    )
    {
        try
        {
            await shelf.MakeAheadAsync(await Task.Run(() => ListAsync(data, stop), stop));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The server stops, and needs no pages.
        }
        catch (Exception error)
        {
            onFailure?.Invoke(error);
        }
    }

    /// <summary>Addresses as pages link them, what all markets have in common first.</summary>
    private static async Task<IReadOnlyList<string>> ListAsync(IDashboardData data, CancellationToken cancellation)
    {
        ReadingBehind.TurnOn();
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        return
        [
            "/",
            "/alerts",
            .. markets.Select(market => $"/m/{market.System}"),
            "/unlocks",
            "/compare",
            .. markets.SelectMany(market =>
                SectionCatalogue.All.Select(section => $"/m/{market.System}/{section.Key}")
            ),
            .. markets.Select(market => $"/unlocks?market={market.System}"),
            .. markets.Select(market => $"/position?market={market.System}"),
            "/position",
            "/responses",
            "/claims",
            "/forecasts",
            "/status",
            .. markets.Select(market => $"/m/{market.System}/memo"),
        ];
    }
}
