using Souk.DuckDb;

namespace Souk.Research.States;

/// <summary>What a market's numbers must be marked with, such as "Synthetic demo".</summary>
public static class MarketLabel
{
    /// <summary>The label of the market's manifest, or null.</summary>
    public static string? Read(DuckDBConnection connection, string market) =>
        connection
            .Query(
                "select label from chain.system where system = $market",
                row => row.IsDBNull(0) ? null : row.GetString(0),
                ("market", market)
            )
            .FirstOrDefault();
}
