using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>The table of one event of one contract kind, or of the values of a kind.</summary>
/// <param name="name">Within schema event.</param>
/// <param name="leading">Columns before those of the parameters.</param>
internal sealed class EventTable(
    string name,
    IReadOnlyList<(string Name, string SqlType)> leading,
    IReadOnlyList<EventColumn> columns
)
{
    private static readonly (string, string)[] EventLeading =
    [
        ("chain_id", "INTEGER"),
        ("block_number", "BIGINT"),
        ("log_index", "INTEGER"),
        ("contract_id", "INTEGER"),
    ];

    private static readonly (string, string)[] ValueLeading =
    [
        ("chain_id", "INTEGER"),
        ("contract_id", "INTEGER"),
        ("block_number", "BIGINT"),
    ];

    public string Name => name;

    /// <summary>Whether rows are of logs; else they are values of contracts.</summary>
    public bool HasLogs => leading == EventLeading;

    /// <summary>Columns of integers that may be too wide for them.</summary>
    public IEnumerable<EventColumn> WideColumns => columns.Where(column => column.WideName is not null);

    /// <summary>All columns, in order.</summary>
    public IEnumerable<(string Name, string SqlType)> Stored =>
        leading.Concat(columns.SelectMany(column => column.Stored));

    /// <param name="number">1 for the first event of its name in a kind, 2 for the next…</param>
    public static EventTable Of(string system, ContractKind kind, EventSignature signature, int number)
    {
        string stem = $"{system}_{kind.Name}_{SnakeCase.Of(signature.Name)}";
        return new EventTable(
            number == 1 ? stem : $"{stem}_{number}",
            EventLeading,
            EventColumn.For(signature.Parameters, EventLeading.Select(column => column.Item1))
        );
    }

    public static EventTable OfValues(string system, ContractKind kind) =>
        new(
            $"{system}_{kind.Name}_values",
            ValueLeading,
            EventColumn.For(
                kind.Values.Select(value => new AbiParameter(value.Name, value.Function.Outputs[0].Type)),
                ValueLeading.Select(column => column.Item1)
            )
        );

    public void Append(
        DuckDBAppender appender,
        int chainId,
        in LogHead log,
        object[] values,
        IdDictionary<Address> addresses
    )
    {
        DuckDBAppenderRow row = appender.CreateRow();
        row.AppendValue(chainId)
            .AppendValue(log.BlockNumber)
            .AppendValue(log.LogIndex)
            .AppendValue(addresses.IdOf(log.Address));
        AppendAll(row, values, addresses);
    }

    public void Append(DuckDBAppender appender, int chainId, ContractValues values, IdDictionary<Address> addresses)
    {
        DuckDBAppenderRow row = appender.CreateRow();
        row.AppendValue(chainId).AppendValue(addresses.IdOf(values.Contract.Address)).AppendValue(values.Block);
        AppendAll(row, values.Results, addresses);
    }

    private void AppendAll(DuckDBAppenderRow row, IReadOnlyList<object?> values, IdDictionary<Address> addresses)
    {
        for (int index = 0; index < columns.Count; index++)
        {
            columns[index].Append(row, values[index], addresses);
        }

        row.EndRow();
    }
}
