using System.Globalization;
using Souk.DuckDb;

namespace Souk.Indexer.Sync;

/// <summary>A market table with amounts: what it cannot hold, and where that is kept instead.</summary>
/// <param name="Amounts">Its integer columns of base units, with whether each must have a value.</param>
/// <param name="HasLogs">Whether a row names its log; else it is of a contract's values.</param>
/// <param name="OwnerColumn">Of an address id: the contract or party that a row without a log is about. Null where rows have
/// logs and name nobody.</param>
internal sealed record MarketTable(
    string Name,
    IReadOnlyList<(string Column, bool IsRequired)> Amounts,
    bool HasLogs,
    string? OwnerColumn
)
{
    /// <summary>Rows wait here while they are sifted.</summary>
    public const string Sieve = "temp.sieve";

    private static readonly string s_limit = EventColumn.AmountLimit.ToString(CultureInfo.InvariantCulture);

    public static IReadOnlyList<MarketTable> ReadAll(DuckDBConnection connection)
    {
        List<(string Table, string Column, string Type, bool IsRequired)> columns = connection.Query(
            """
            select c.table_name, c.column_name, c.data_type, c.is_nullable = 'NO'
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'market'
                and t.table_type = 'BASE TABLE'
            order by c.table_name, c.ordinal_position
            """,
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3))
        );
        return
        [
            .. columns
                .GroupBy(column => column.Table)
                .Where(table => table.Any(IsAmount) && table.Any(column => column.Column == "block_number"))
                .Select(table => new MarketTable(
                    table.Key,
                    [.. table.Where(IsAmount).Select(column => (column.Column, column.IsRequired))],
                    table.Any(column => column.Column == "log_index"),
                    table.FirstOrDefault(IsOwner).Column
                )),
        ];

        static bool IsAmount((string Table, string Column, string Type, bool IsRequired) column) =>
            column.Type == "HUGEINT";

        // Ids of other kinds, as of messages, are not integers.
        static bool IsOwner((string Table, string Column, string Type, bool IsRequired) column) =>
            column.Type == "INTEGER"
            && column.Column is not "chain_id"
            && column.Column.EndsWith("_id", StringComparison.Ordinal);
    }

    /// <summary>SQL of one value: whether rows of a range hold an amount of 10³⁸ or more, as sums may, in some table.
    /// Takes chain_id, from_block and to_block.</summary>
    /// <remarks>One union: an <c>or</c> of a question for each table is planned as joins, which takes long on a
    /// busy machine.</remarks>
    public static string HoldTooWide(IEnumerable<MarketTable> tables) =>
        $"select exists (\n{string.Join("\nunion all\n", tables.Select(table => table.TooWideRows))}\n)";

    /// <summary>Makes an empty sieve with the table's columns, which takes every row.</summary>
    public void PrepareSieve(DuckDBConnection connection) =>
        connection.Execute($"create or replace temp table sieve as from market.\"{Name}\" limit 0");

    /// <summary>Rows in the sieve that lack an amount they must have.</summary>
    public long CountLacking(DuckDBConnection connection) =>
        Required.Count == 0
            ? 0
            : connection.Scalar<long>(
                $"select count(*) from {Sieve} where {string.Join(" or ", Required.Select(column => $"\"{column}\" is null"))}"
            );

    /// <summary>Moves rows from the sieve: those that the table can hold into it, the others into quarantine, each log
    /// once.</summary>
    /// <returns>Entries added to quarantine.</returns>
    public int Sift(DuckDBConnection connection)
    {
        string unfit = string.Join(
            " or ",
            Amounts.Select(amount => TooWide(amount.Column)).Concat(Required.Select(column => $"\"{column}\" is null"))
        );
        int count = connection.Execute(
            $"""
            insert into chain.quarantine
            select s.chain_id, s.block_number, s.at_log, coalesce(l.address_id, s.owner_id, 0), 'amount', min(s.detail)
            from (
                select
                    chain_id, block_number, {(HasLogs ? "log_index" : "null::integer")} as at_log,
                    {(OwnerColumn is null ? "null::integer" : $"\"{OwnerColumn}\"")} as owner_id, {Detail} as detail
                from {Sieve}
                where {unfit}
            ) s
            left join chain.log l
                on l.chain_id = s.chain_id
                and l.block_number = s.block_number
                and l.log_index = s.at_log
            where not exists (
                from chain.quarantine q
                where q.chain_id = s.chain_id
                    and q.block_number = s.block_number
                    and q.log_index is not distinct from s.at_log
                    and q.reason = 'amount'
                    and (s.at_log is not null or q.address_id = s.owner_id)
            )
            group by 1, 2, 3, 4
            """
        );
        connection.Execute($"insert into market.\"{Name}\" from {Sieve} where ({unfit}) is not true");
        return count;
    }

    private string TooWideRows =>
        $"""
            select 1
            from market."{Name}"
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
                and ({string.Join(" or ", Amounts.Select(amount => TooWide(amount.Column)))})
            """;

    private List<string> Required => [.. Amounts.Where(amount => amount.IsRequired).Select(amount => amount.Column)];

    private string Detail =>
        "case "
        + string.Join(
            ' ',
            Amounts.Select(amount =>
                $"when {TooWide(amount.Column)} then 'market.{Name}.{amount.Column} would be ' || \"{amount.Column}\" || '; amounts are below 10^38.'"
            )
        )
        + $" else 'market.{Name} lacks an amount: the mapping reads integers below 10^38.' end";

    private static string TooWide(string column) => $"(\"{column}\" >= {s_limit} or \"{column}\" <= -{s_limit})";
}
