using System.Numerics;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>A metric's answer: named columns, and rows in the query's order. NULL is null.</summary>
public sealed record MetricTable(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>DuckDB's type of each column, such as HUGEINT; empty where rows were not read from a query.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The value of one row in the named column.</summary>
    /// <exception cref="KeyNotFoundException">No such column.</exception>
    /// <exception cref="InvalidCastException">The value is NULL or of another type.</exception>
    public T Value<T>(object?[] row, string column) =>
        row[IndexOf(column)] is T value
            ? value
            : throw new InvalidCastException(
                $"Column '{column}' holds {row[IndexOf(column)] ?? "NULL"}, not a {typeof(T).Name}."
            );

    /// <summary>The integer of one row in the named column, whatever its width.</summary>
    /// <exception cref="KeyNotFoundException">No such column.</exception>
    /// <exception cref="InvalidCastException">The value is NULL or not an integer.</exception>
    public BigInteger Integer(object?[] row, string column) =>
        IntegerOr(row, column) ?? throw new InvalidCastException($"Column '{column}' holds NULL, not an integer.");

    /// <summary>The integer of one row in the named column, whatever its width; null where there is none.</summary>
    /// <exception cref="KeyNotFoundException">No such column.</exception>
    /// <exception cref="InvalidCastException">Another type.</exception>
    public BigInteger? IntegerOr(object?[] row, string column) =>
        row[IndexOf(column)] switch
        {
            null => null,
            Int128 value => value,
            long value => value,
            int value => value,
            byte value => value,
            var other => throw new InvalidCastException($"Column '{column}' holds {other}, not an integer."),
        };

    /// <summary>The text of one row in the named column; NULL as a dash.</summary>
    public string Text(object?[] row, string column) => row[IndexOf(column)] as string ?? "-";

    internal static MetricTable Read(DuckDBCommand command)
    {
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            rows.Add(ReadRow(reader));
        }

        return ReadHead(reader) with
        {
            Rows = rows,
        };
    }

    /// <summary>Columns and their types of an answer that is being read, without rows.</summary>
    internal static MetricTable ReadHead(DuckDBDataReader reader)
    {
        int[] columns = [.. Enumerable.Range(0, reader.FieldCount)];
        return new MetricTable([.. columns.Select(reader.GetName)], [])
        {
            Types = [.. columns.Select(column => reader.GetDataTypeName(column).ToUpperInvariant())],
        };
    }

    /// <summary>The row that a reader is at.</summary>
    internal static object?[] ReadRow(DuckDBDataReader reader)
    {
        object?[] row = new object?[reader.FieldCount];
        for (int column = 0; column < row.Length; column++)
        {
            row[column] = reader.IsDBNull(column) ? null : reader.GetValue(column);
        }

        return row;
    }

    private int IndexOf(string column)
    {
        int index = Columns.ToList().IndexOf(column);
        return index >= 0
            ? index
            : throw new KeyNotFoundException($"No column '{column}'; there are {string.Join(", ", Columns)}.");
    }
}
