using System.Numerics;
using System.Reflection;
using Souk.DuckDb;
using Souk.DuckDb.Parameters;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Statements;

/// <summary>Everything that one address was paid: each reward, its reason, and the contract event that shows it; and what became of
/// the work that it handed in.</summary>
/// <param name="Rows">Earliest first; see rewards.sql for the columns. Amounts are base units.</param>
/// <param name="Totals">By system, role and token.</param>
/// <param name="Works">Pieces of work with their verdict: accepted, rejected or pending; see works.sql for the columns.</param>
public sealed record RewardStatement(
    Address Address,
    MetricTable Rows,
    IReadOnlyList<RewardTotal> Totals,
    MetricTable Works
)
{
    private const string NoEvents =
        "select null::integer as chain_id, null::bigint as block_number, null::integer as log_index, null as event limit 0";

    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    /// <returns>Without rows if the address received nothing and handed in nothing, or is not known.</returns>
    public static RewardStatement Read(DuckDBConnection connection, Address address, DateTime? asOf = null)
    {
        DateTime until = asOf ?? DateTime.MaxValue.Date;
        string rewards = ReadQuery("rewards").Replace("{{events}}", EventsSql(connection), StringComparison.Ordinal);
        MetricTable rows = Read(connection, rewards, address, until);
        return new RewardStatement(address, rows, [.. Sum(rows)], Read(connection, ReadQuery("works"), address, until));
    }

    private static MetricTable Read(DuckDBConnection connection, string sql, Address address, DateTime until)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new DuckDBParameter("address", address.ToBytes()));
        command.Parameters.Add(new DuckDBParameter("as_of", until));
        return MetricTable.Read(command);
    }

    private static IEnumerable<RewardTotal> Sum(MetricTable rows) =>
        rows
            .Rows.GroupBy(row =>
                (
                    System: rows.Value<string>(row, "system"),
                    Role: rows.Value<string>(row, "role"),
                    Symbol: rows.Value<string>(row, "symbol"),
                    Decimals: rows.Value<int>(row, "decimals")
                )
            )
            .OrderBy(group => group.Key)
            .Select(group => new RewardTotal(
                group.Key.System,
                group.Key.Role,
                group.Key.Symbol,
                group.Key.Decimals,
                group.Count(),
                group.Aggregate(BigInteger.Zero, (sum, row) => sum + rows.Integer(row, "amount"))
            ));

    /// <summary>Which event each log of the rewards is: the one in whose table it stands.</summary>
    private static string EventsSql(DuckDBConnection connection)
    {
        List<string> tables = connection.Query(
            """
            select
                'select chain_id, block_number, log_index, ''' || replace(string_split(e.definition, '(')[1], '''', '''''')
                || ''' as event from event."' || e.name || '"'
            from chain.event_table e
            where e.name in (
                select table_name
                from information_schema.columns
                where table_schema = 'event' and column_name = 'log_index'
            )
            order by e.name
            """,
            row => row.GetString(0)
        );
        return tables.Count == 0
            ? NoEvents
            : $"""
                select chain_id, block_number, log_index, min(event) as event
                from ({string.Join(" union all ", tables)})
                where (chain_id, block_number, log_index) in (select (chain_id, block_number, log_index) from received)
                group by chain_id, block_number, log_index
                """;
    }

    private static string ReadQuery(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Statements/{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <param name="Amount">Base units, of which one token has 10^<paramref name="Decimals"/>.</param>
public sealed record RewardTotal(
    string System,
    string Role,
    string Symbol,
    int Decimals,
    int Rewards,
    BigInteger Amount
);
