using System.Numerics;
using System.Reflection;
using Souk.DuckDb;
using Souk.DuckDb.Parameters;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Statements;

/// <summary>Everything that one address was paid: each reward, its reason, and the contract event that shows it; and what became of
/// the work that it handed in.</summary>
/// <param name="Rows">Earliest first, all or the last ones; see rewards.sql for the columns. Amounts are base units.</param>
/// <param name="Totals">Of all rewards, by system, role and token; and, below zero, as role <c>passed_on</c> the royalties that it
/// passed on out of prices.</param>
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

    private const string Last = """
        order by time desc, chain_id desc, block_number desc, log_index desc, role desc, amount desc
            limit $count
        """;

    /// <summary>Rewards, of which <see cref="Rows"/> has all or the last.</summary>
    public int Count => Totals.Sum(total => total.Rewards);

    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    /// <param name="rewardsMax">Rewards to list, the last ones; null lists all.</param>
    /// <returns>Without rows if the address received nothing and handed in nothing, or is not known.</returns>
    public static RewardStatement Read(
        DuckDBConnection connection,
        Address address,
        DateTime? asOf = null,
        int? rewardsMax = null
    )
    {
        MetricTable Ask(string sql, params DuckDBParameter[] more)
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = sql.Replace("{{received}}", ReadQuery("received"), StringComparison.Ordinal);
            command.Parameters.Add(new DuckDBParameter("address", address.ToBytes()));
            command.Parameters.Add(new DuckDBParameter("as_of", asOf ?? DateTime.MaxValue.Date));
            command.Parameters.AddRange(more);
            return MetricTable.Read(command);
        }

        string rewards = ReadQuery("rewards")
            .Replace("{{events}}", EventsSql(connection), StringComparison.Ordinal)
            .Replace("{{last}}", rewardsMax is null ? "" : Last, StringComparison.Ordinal);
        return new RewardStatement(
            address,
            Ask(rewards, rewardsMax is { } count ? [new DuckDBParameter("count", count)] : []),
            [.. ReadTotals(Ask(ReadQuery("totals")))],
            Ask(ReadQuery("works"))
        );
    }

    private static IEnumerable<RewardTotal> ReadTotals(MetricTable totals) =>
        totals
            .Rows.Select(row => new RewardTotal(
                totals.Value<string>(row, "system"),
                totals.Value<string>(row, "role"),
                totals.Value<string>(row, "symbol"),
                totals.Value<int>(row, "decimals"),
                totals.Value<int>(row, "rewards"),
                (totals.Integer(row, "high") << 64) + totals.Integer(row, "low")
            ))
            .OrderBy(total => (total.System, total.Role, total.Symbol, total.Decimals));

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
                where (chain_id, block_number, log_index) in (select (chain_id, block_number, log_index) from shown)
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
