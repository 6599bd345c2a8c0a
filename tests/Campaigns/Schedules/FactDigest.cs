using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Schedules;

/// <summary>One text over all facts with their real keys; what tells how they came there is left out.</summary>
internal static class FactDigest
{
    /// <summary>Differ between two indexes of one chain, by design.</summary>
    private static readonly string[] _history = ["chain.reorg", "chain.endpoint", "chain.endpoint_limit"];

    public static string Of(WarehouseFile warehouse) =>
        string.Join(
            '\n',
            WarehouseDigest
                .ComputeByTable(warehouse.Connection)
                .Where(table => !_history.Contains(table.Table))
                .Select(table => $"{table.Table} {table.Digest}")
        );

    /// <summary>The tables in which two digests differ.</summary>
    public static string Difference(string one, string other) =>
        string.Join(
            ", ",
            one.Split('\n')
                .Except(other.Split('\n'))
                .Concat(other.Split('\n').Except(one.Split('\n')))
                .Select(line => line.Split(' ')[0])
                .Distinct()
        );
}
