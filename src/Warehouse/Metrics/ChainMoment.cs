using System.Globalization;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>A block as a moment of chain time, up to which a metric counts.</summary>
public static class ChainMoment
{
    /// <summary>The time of a block, UTC. Other blocks of the same second count too, and of other chains those up to it.</summary>
    /// <param name="market">The system whose chains are meant; null for all that are indexed.</param>
    /// <param name="text">A block's number where there is one chain, else CHAIN:NUMBER.</param>
    /// <exception cref="FormatException">No block is named so, or it is not indexed; says which blocks are.</exception>
    public static DateTime OfBlock(DuckDBConnection connection, string? market, string text)
    {
        List<(int Chain, long First, long Last)> chains = connection.Query(
            """
            select chain_id, min(number), max(number)
            from chain.block
            where $market::varchar is null
                or chain_id in (select chain_id from market.token where system = $market)
            group by chain_id
            order by chain_id
            """,
            row => (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)),
            ("market", market)
        );
        string stored = string.Join(
            ", ",
            chains.Select(chain => $"{chain.Chain}:{chain.First} to {chain.Chain}:{chain.Last}")
        );
        string[] parts = text.Split(':');
        string chainText =
            parts.Length == 2 ? parts[0]
            : chains.Count == 1 ? $"{chains[0].Chain}"
            : "";
        if (
            parts.Length > 2
            || !int.TryParse(chainText, NumberStyles.None, CultureInfo.InvariantCulture, out int chain)
            || !long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        )
        {
            throw new FormatException(
                $"'{text}' names no block. Write a number, or CHAIN:NUMBER where a market is on several chains: {stored}."
            );
        }

        return
            connection.Query(
                "select time from chain.block where chain_id = $chain and number = $number",
                row => row.GetFieldValue<DateTime>(0),
                ("chain", chain),
                ("number", number)
            )
                is [DateTime time, ..]
            ? time
            : throw new FormatException($"Block {number} of chain {chain} is not indexed. These are: {stored}.");
    }
}
