using Souk.DuckDb;

namespace Souk.Warehouse.Storage;

/// <summary>Keeps the rows of market tables that a new mapping of the same logs does not make again (chain.removed_row).
/// </summary>
/// <remarks>Holds a copy of the tables between <see cref="Begin"/> and <see cref="End"/>, which belong into one
/// transaction.</remarks>
public sealed class RemapJournal
{
    private readonly DuckDBConnection _connection;
    private readonly List<IGrouping<string, FactColumn>> _tables;
    private readonly string _ofChains;

    private RemapJournal(DuckDBConnection connection, IEnumerable<int> chainIds)
    {
        _connection = connection;
        _ofChains = $"where chain_id in ({string.Join(", ", chainIds)})";
        _tables =
        [
            .. FactColumn
                .ReadAll(connection, "market")
                .GroupBy(column => column.TableName)
                .Where(table => table.Any(column => column.Name == "block_number"))
                .Where(table => connection.Scalar<bool>($"select exists (from market.\"{table.Key}\" {_ofChains})")),
        ];
    }

    /// <summary>Remembers what the tables hold of some chains.</summary>
    public static RemapJournal Begin(DuckDBConnection connection, IEnumerable<int> chainIds)
    {
        RemapJournal journal = new(connection, chainIds);
        foreach (string table in journal._tables.Select(table => table.Key))
        {
            connection.Execute(
                $"create temp table \"{CopyOf(table)}\" as select * from market.\"{table}\" {journal._ofChains}"
            );
        }

        return journal;
    }

    /// <summary>Records what the tables no longer hold.</summary>
    /// <param name="now">Our time, UTC.</param>
    public void End(DateTime now)
    {
        foreach (IGrouping<string, FactColumn> table in _tables)
        {
            string texts = string.Join(", ", table.Select(column => $"'{column.Name} ' || {column.Text()}"));
            _connection.Execute(
                $"""
                insert into chain.removed_row
                select fact.chain_id, fact.system, 'market.{table.Key}', concat_ws(', ', {texts}), $now
                from (
                    from "{CopyOf(table.Key)}"
                    except all
                    (select * from market."{table.Key}" {_ofChains})
                ) as fact
                """,
                ("now", now)
            );
            _connection.Execute($"drop table \"{CopyOf(table.Key)}\"");
        }
    }

    private static string CopyOf(string table) => $"remap {table}";
}
