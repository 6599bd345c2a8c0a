using System.Buffers;
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
/// <param name="definition">The event's signature, or the calls that values are results of.</param>
internal sealed class EventTable(
    string name,
    IReadOnlyList<(string Name, string SqlType)> leading,
    IReadOnlyList<EventColumn> columns,
    string definition
)
{
    private static readonly (string, string)[] EventLeading =
    [
        ("chain_id", "INTEGER"),
        ("block_number", "BIGINT"),
        ("log_index", "INTEGER"),
        ("contract_id", "INTEGER"),
        ("transaction_index", "INTEGER"),
        ("time", "TIMESTAMP"),
    ];

    private static readonly (string, string)[] ValueLeading =
    [
        ("chain_id", "INTEGER"),
        ("contract_id", "INTEGER"),
        ("block_number", "BIGINT"),
    ];

    public string Name => name;

    /// <summary>What its rows are decoded from: equal texts decode equally.</summary>
    public string Definition => definition;

    /// <summary>Whether rows are of logs; else they are values of contracts.</summary>
    public bool HasLogs => ReferenceEquals(leading, EventLeading);

    /// <summary>Columns of integers that may be too wide for them.</summary>
    public IEnumerable<EventColumn> WideColumns => columns.Where(column => column.WideName is not null);

    /// <summary>The column of a parameter, counted from 0.</summary>
    public EventColumn ColumnAt(int parameterIndex) => columns[parameterIndex];

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
            EventColumn.For(
                signature.Parameters,
                ParameterPlace.Of(signature),
                EventLeading.Select(column => column.Item1)
            ),
            signature.FullText
        );
    }

    public static EventTable OfValues(string system, ContractKind kind) =>
        new(
            $"{system}_{kind.Name}_values",
            ValueLeading,
            EventColumn.For(
                kind.Values.Select(value => new AbiParameter(value.Name, value.Function.Outputs[0].Type)),
                places: [],
                ValueLeading.Select(column => column.Item1)
            ),
            string.Join("; ", kind.Values.Select(value => value.FullText))
        );

    /// <summary>Adds logs of the event that <see cref="EventLayout.Check"/> has passed.</summary>
    /// <param name="positions">Which of the logs.</param>
    /// <param name="times">Of their blocks.</param>
    public void Append(
        DuckDBAppender appender,
        int chainId,
        LogColumns logs,
        ReadOnlySpan<int> positions,
        BlockTimes times,
        IdDictionary<Address> addresses
    )
    {
        DuckDBAppenderChunk chunk = appender.CreateChunk();
        Hash32[] words = ArrayPool<Hash32>.Shared.Rent(DuckDBAppenderChunk.RowsMax);
        while (!positions.IsEmpty)
        {
            int count = Math.Min(DuckDBAppenderChunk.RowsMax, positions.Length);
            var rows = new EventRows(logs, positions[..count], addresses, words);
            WriteLeading(chunk, chainId, rows, times);
            int at = EventLeading.Length;
            foreach (EventColumn column in columns)
            {
                EventColumnWriter.Write(chunk, at, column, rows);
                at += column.WideName is null ? 1 : 2;
            }

            chunk.EndChunk(count);
            positions = positions[count..];
        }

        ArrayPool<Hash32>.Shared.Return(words);
    }

    public void Append(DuckDBAppender appender, int chainId, ContractValues values, IdDictionary<Address> addresses)
    {
        DuckDBAppenderRow row = appender.CreateRow();
        row.AppendValue(chainId).AppendValue(addresses.IdOf(values.Contract.Address)).AppendValue(values.Block);
        for (int index = 0; index < columns.Count; index++)
        {
            columns[index].Append(row, values.Results[index], addresses);
        }

        row.EndRow();
    }

    private static void WriteLeading(DuckDBAppenderChunk chunk, int chainId, in EventRows rows, BlockTimes times)
    {
        Span<int> chainIds = chunk.Column<int>(0);
        Span<long> blockNumbers = chunk.Column<long>(1);
        Span<int> logIndexes = chunk.Column<int>(2);
        Span<int> contractIds = chunk.Column<int>(3);
        Span<int> transactionIndexes = chunk.Column<int>(4);
        Span<long> microseconds = chunk.Column<long>(5);
        for (int row = 0; row < rows.Count; row++)
        {
            int log = rows.Positions[row];
            chainIds[row] = chainId;
            blockNumbers[row] = rows.Logs.BlockNumbers[log];
            logIndexes[row] = rows.Logs.LogIndexes[log];
            contractIds[row] = rows.Addresses.IdOf(rows.Logs.Addresses[log]);
            transactionIndexes[row] = rows.Logs.TransactionIndexes[log];
            microseconds[row] = times.Of(rows.Logs.BlockNumbers[log]);
        }
    }
}
