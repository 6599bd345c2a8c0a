using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Live;

/// <summary>The last stored block of a chain.</summary>
/// <param name="Time">Of the block, UTC.</param>
internal sealed record ChainTip(int ChainId, long BlockNumber, Hash32 Hash, DateTime Time)
{
    /// <summary>Of every chain, by its id; empty before the first block.</summary>
    public static IReadOnlyList<ChainTip> Read(DuckDBConnection connection) =>
        connection.Query(
            "select chain_id, block_number, hash_high, hash_low, time from chain.cursor order by chain_id",
            row => new ChainTip(
                row.GetInt32(0),
                row.GetInt64(1),
                new Hash32(row.GetFieldValue<UInt128>(2), row.GetFieldValue<UInt128>(3)),
                row.GetDateTime(4)
            )
        );

    /// <summary>Writes `"chains": […]`.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<ChainTip> tips)
    {
        json.WriteStartArray("chains");
        foreach (ChainTip tip in tips)
        {
            json.WriteStartObject();
            json.WriteNumber("chain_id", tip.ChainId);
            json.WriteNumber("block_number", tip.BlockNumber);
            json.WriteString("hash", tip.Hash.ToString());
            json.WriteString("time", tip.Time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
