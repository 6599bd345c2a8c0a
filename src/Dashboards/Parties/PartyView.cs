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
/// <param name="Recorded">See recorded.sql.</param>
/// <param name="Suspected">Links to other addresses, see suspected.sql.</param>
/// <param name="Labels">What files declare of it: entity, class and source.</param>
/// <param name="Rewarded">Every reward with its event.</param>
public sealed record PartyView(
    Address Address,
    MetricTable Seen,
    MetricTable Balances,
    MetricTable Recorded,
    MetricTable Suspected,
    IReadOnlyList<(string Entity, string Class, string Source)> Labels,
    RewardStatement Rewarded
)
{
    /// <returns>Null where no market ever saw the address.</returns>
    public static PartyView? Find(DuckDBConnection connection, Address address)
    {
        byte[] bytes = address.ToBytes();
        MetricTable seen = RecordQuery.Run(connection, "seen", ("address", bytes));
        List<(string, string, string)> labels = connection.Query(
            "select entity, class, source from party.label where address = $address",
            row => (row.GetString(0), row.GetString(1), row.GetString(2)),
            ("address", bytes)
        );
        return seen.Rows.Count == 0 && labels.Count == 0
            ? null
            : new PartyView(
                address,
                seen,
                RecordQuery.Run(connection, "balances", ("address", bytes)),
                RecordQuery.Run(connection, "recorded", ("address", bytes)),
                RecordQuery.Run(connection, "suspected", ("address", bytes)),
                labels,
                RewardStatement.Read(connection, address)
            )
            {
                Disputes = DisputeNotes.Read(connection),
            };
    }

    /// <summary>What others say of its suspected links.</summary>
    public required DisputeNotes Disputes { get; init; }

    /// <summary>The markets that saw it.</summary>
    public IReadOnlySet<string> Systems => Seen.Rows.Select(row => (string)row[0]!).ToHashSet();
}
