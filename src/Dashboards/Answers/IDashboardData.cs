using Souk.DuckDb;

namespace Souk.Dashboards.Answers;

/// <summary>Everything that the pages show. The pages compute nothing but bins, shares and differences of it.</summary>
/// <remarks>
/// Calls may come in parallel. A page asks once per request, so an answer is one consistent state of the chain: every
/// part of a <see cref="MarketOverview"/> must be as of the same block.
/// </remarks>
public interface IDashboardData
{
    /// <summary>The markets that are indexed, in the order of the front page; empty before the first index.</summary>
    Task<IReadOnlyList<MarketSummary>> ListMarketsAsync(CancellationToken cancellation);

    /// <summary>One market, or null where no such system is indexed.</summary>
    /// <param name="system">The manifest's key, such as "masa".</param>
    /// <param name="cancellation">Ends when the reader leaves.</param>
    Task<MarketOverview?> ReadMarketAsync(string system, CancellationToken cancellation);

    /// <summary>An ensemble that starts from the market as it stands, or null where no such system is indexed.</summary>
    /// <remarks>A pure function of the request and the market's state. Unset parts of the request take their
    /// defaults, and the answer says which values were used.</remarks>
    /// <exception cref="Research.States.MarketStateException">The market has nothing to start from; says what lacks.</exception>
    Task<Forecast?> ForecastAsync(string system, ForecastRequest request, CancellationToken cancellation);

    /// <summary>Reads rows of the warehouse: all that <paramref name="read"/> asks is of one state of it.</summary>
    /// <remarks>Readers take turns, and one that takes longer than the server allows is interrupted.</remarks>
    /// <exception cref="ReadTimeException">Interrupted.</exception>
    Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read, CancellationToken cancellation);

    /// <summary>What answers depend on: another text whenever one of them might be another.</summary>
    /// <remarks>Waits for no reader.</remarks>
    Task<string> ReadStateAsync(CancellationToken cancellation);

    /// <summary>The index went on: whoever asks for the state next is told that of now, not one that was believed for a while.</summary>
    void ForgetState();
}
