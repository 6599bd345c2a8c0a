using Souk.Dashboards.Disputes;
using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Parties;

/// <summary>One address in every market: where it was seen, what is on record of it, and what it was paid.</summary>
/// <param name="Seen">See seen.sql.</param>
/// <param name="Balances">See balances.sql.</param>
/// <param name="Recorded">See recorded.sql; of a page the first and without quantities.</param>
/// <param name="RecordedCount">Assets and parts on record, listed or not.</param>
/// <param name="Suspected">Links to other addresses, see suspected.sql.</param>
/// <param name="Labels">What files declare of it: entity, class and source.</param>
/// <param name="Rewarded">Rewards with their events: of a page the last, and the totals of all.</param>
public sealed record PartyView(
    Address Address,
    MetricTable Seen,
    MetricTable Balances,
    MetricTable Recorded,
    int RecordedCount,
    MetricTable Suspected,
    IReadOnlyList<(string Entity, string Class, string Source)> Labels,
    RewardStatement Rewarded
)
{
    /// <param name="listMax">Rewards and records that a page lists; null reads all that there is to say, for files.</param>
    /// <returns>Null where no market ever saw the address.</returns>
    public static PartyView? Find(DuckDBConnection connection, Address address, int? listMax = null)
    {
        byte[] bytes = address.ToBytes();
        MetricTable seen = RecordQuery.Run(connection, "seen", ("address", bytes));
        List<(string, string, string)> labels = connection.Query(
            "select entity, class, source from party.label where address = $address",
            row => (row.GetString(0), row.GetString(1), row.GetString(2)),
            ("address", bytes)
        );
        if (seen.Rows.Count == 0 && labels.Count == 0)
        {
            return null;
        }

        (MetricTable recorded, int recordedCount) = ReadRecorded(connection, bytes, listMax);
        return new PartyView(
            address,
            seen,
            RecordQuery.Run(connection, "balances", ("address", bytes)),
            recorded,
            recordedCount,
            RecordQuery.Run(connection, "suspected", ("address", bytes)),
            labels,
            RewardStatement.Read(connection, address, rewardsMax: listMax)
        )
        {
            Disputes = DisputeNotes.Read(connection),
        };
    }

    private static (MetricTable Rows, int Count) ReadRecorded(DuckDBConnection connection, byte[] address, int? listMax)
    {
        string quantity = listMax is null ? "sum(quantity)" : "null::hugeint";
        MetricTable found = RecordQuery.RunText(
            connection,
            RecordQuery.Text("recorded").Replace("{{quantity}}", quantity, StringComparison.Ordinal),
            ("address", address),
            ("count", listMax ?? int.MaxValue)
        );
        return (
            new MetricTable([.. found.Columns.SkipLast(1)], [.. found.Rows.Select(row => row[..^1])]),
            found.Rows is [var first, ..] ? (int)(long)first[^1]! : 0
        );
    }

    /// <summary>What others say of its suspected links.</summary>
    public required DisputeNotes Disputes { get; init; }

    /// <summary>The markets that saw it.</summary>
    public IReadOnlySet<string> Systems => Seen.Rows.Select(row => (string)row[0]!).ToHashSet();
}
