using System.Globalization;
using Souk.Dashboards.Records;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Transactions;

/// <summary>Finds the decoded event of a log among the tables that its contract's kind has.</summary>
internal sealed class EventReader(DuckDBConnection connection, int chainId, long block)
{
    private const string WideSuffix = "_wide";

    private static readonly string[] s_places =
    [
        "chain_id",
        "block_number",
        "log_index",
        "contract_id",
        "transaction_index",
        "time",
    ];

    private readonly Dictionary<string, MetricTable> _tables = [];

    /// <returns>The event's signature and its values; null and nothing where it was not decoded.</returns>
    public (string? Definition, IReadOnlyList<EventValue> Values) Find(string system, string kind, int logIndex)
    {
        foreach ((string name, string definition) in TablesOf(system, kind))
        {
            MetricTable rows = RowsOf(name);
            object?[]? found = rows.Rows.FirstOrDefault(row => rows.Value<int>(row, "log_index") == logIndex);
            if (found is not null)
            {
                return (definition, [.. Values(rows, found)]);
            }
        }

        return (null, []);
    }

    private List<(string Name, string Definition)> TablesOf(string system, string kind) =>
        connection.Query(
            """
            select name, definition
            from chain.event_table
            where system = $system
                and starts_with(name, $prefix)
                and name in (
                    select table_name from information_schema.columns
                    where table_schema = 'event' and column_name = 'log_index'
                )
            order by name
            """,
            row => (row.GetString(0), row.GetString(1)),
            ("system", system),
            ("prefix", $"{system}_{kind}_")
        );

    // The name comes from chain.event_table and never from a reader; quoted all the same.
    private MetricTable RowsOf(string name)
    {
        if (!_tables.TryGetValue(name, out MetricTable? rows))
        {
            string quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);
            rows = RecordQuery.RunText(
                connection,
                $"select * from event.\"{quoted}\" where chain_id = $chain and block_number = $block order by log_index",
                ("chain", chainId),
                ("block", block)
            );
            _tables.Add(name, rows);
        }

        return rows;
    }

    /// <summary>Addresses are stored as 32-bit ids; nothing else in an event is that narrow.</summary>
    private IEnumerable<EventValue> Values(MetricTable table, object?[] row)
    {
        for (int column = 0; column < row.Length; column++)
        {
            string name = table.Columns[column];
            bool isWide = name.EndsWith(WideSuffix, StringComparison.Ordinal) && row[column] is null;
            if (s_places.Contains(name) || isWide || (row[column] is null && HasWide(table, row, name)))
            {
                continue;
            }

            yield return row[column] is int id
                ? new EventValue(name, AddressOf(id), IsAddress: true)
                : new EventValue(name, TextOf(row[column]), IsAddress: false);
        }
    }

    private static bool HasWide(MetricTable table, object?[] row, string name)
    {
        int wide = table.Columns.ToList().IndexOf(name + WideSuffix);
        return wide >= 0 && row[wide] is not null;
    }

    private string AddressOf(int id) =>
        connection
            .Query(
                "select address from chain.address where address_id = $id",
                row => new Address(row.GetFieldValue<byte[]>(0)).ToString(),
                ("id", id)
            )
            .FirstOrDefault()
        ?? "";

    private static string TextOf(object? value) =>
        value switch
        {
            null => PageWords.Plain("transactions.not-decoded"),
            byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
