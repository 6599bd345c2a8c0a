using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Archives;

/// <summary>Columns as files have them: with addresses, topics and hashes in place of ids and halves, and with exact types.
/// </summary>
internal static class ExactColumns
{
    private const string HighEnd = "_high";
    private const string LowEnd = "_low";

    /// <summary>SQL for each column, over the table as <c>fact</c>.</summary>
    /// <exception cref="InvalidOperationException">A column has a type that files cannot hold exactly.</exception>
    public static IEnumerable<string> Select(IReadOnlyList<FactColumn> columns)
    {
        HashSet<string> names = [.. columns.Select(column => column.Name)];
        foreach (FactColumn column in columns)
        {
            bool isHalf = column.Type == "UHUGEINT";
            if (isHalf && column.Name.EndsWith(LowEnd, StringComparison.Ordinal))
            {
                continue;
            }

            string name = NameOf(column);
            yield return $"{Exact(column)} as \"{(names.Contains(name) ? column.Name : name)}\"";
        }
    }

    private static string NameOf(FactColumn column) =>
        column switch
        {
            { Type: "UHUGEINT" } => column.Name[..^HighEnd.Length],
            { IsTopic: true } => "topic0",
            { IsAddress: true } when column.Name.EndsWith("_id", StringComparison.Ordinal) => column.Name[..^3],
            _ => column.Name,
        };

    /// <summary>Parquet has no 128-bit integer, and DuckDB would write one as DOUBLE.</summary>
    private static string Exact(FactColumn column)
    {
        string name = $"fact.\"{column.Name}\"";
        return column switch
        {
            { IsAddress: true } => $"(select a.address from chain.address a where a.address_id = {name})",
            { IsTopic: true } =>
                $"(select {Joined("t.hash_high", "t.hash_low")} from chain.topic t where t.topic_id = {name})",
            { Type: "UHUGEINT" } => Joined(name, $"fact.\"{column.Name[..^HighEnd.Length]}{LowEnd}\""),
            { Type: "HUGEINT" } => $"cast({name} as decimal(38, 0))",
            { Type: "BIGNUM" } => throw new InvalidOperationException($"{column.Table} has a BIGNUM, {column.Name}."),
            _ => name,
        };
    }

    private static string Joined(string high, string low) =>
        $"unhex(lpad(hex({high}), 32, '0') || lpad(hex({low}), 32, '0'))";
}
