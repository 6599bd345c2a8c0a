using Souk.DuckDb.Vectors;

namespace Souk.DuckDb;

/// <summary>One row under construction; nothing of it counts before <see cref="EndRow"/>.</summary>
public sealed class DuckDBAppenderRow
{
    private readonly DuckDBAppender _appender;
    private readonly VectorWriter[] _columns;
    private readonly int _row;
    private int _next;

    internal DuckDBAppenderRow(DuckDBAppender appender, VectorWriter[] columns, int row)
    {
        _appender = appender;
        _columns = columns;
        _row = row;
    }

    /// <summary>The value of the next column; null is NULL.</summary>
    /// <exception cref="InvalidCastException">The column takes no such type, or cannot hold the value.</exception>
    public DuckDBAppenderRow AppendValue<T>(T? value)
        where T : struct
    {
        if (value is { } present)
        {
            Next().Write(_row, present);
            return this;
        }

        return AppendNullValue();
    }

    /// <inheritdoc cref="AppendValue{T}(T?)"/>
    public DuckDBAppenderRow AppendValue<T>(T value)
        where T : struct
    {
        Next().Write(_row, value);
        return this;
    }

    /// <inheritdoc cref="AppendValue{T}(T?)"/>
    public DuckDBAppenderRow AppendValue(object? value)
    {
        Next().WriteObject(_row, value);
        return this;
    }

    public DuckDBAppenderRow AppendNullValue()
    {
        Next().WriteNull(_row);
        return this;
    }

    /// <exception cref="InvalidOperationException">Columns are missing.</exception>
    public void EndRow()
    {
        if (_next != _columns.Length)
        {
            throw new InvalidOperationException($"The row has {_next} values for {_columns.Length} columns.");
        }

        _next = int.MaxValue;
        _appender.Advance(rows: 1);
    }

    private VectorWriter Next() =>
        _next < _columns.Length
            ? _columns[_next++]
            : throw new InvalidOperationException($"The row is complete: the table has {_columns.Length} columns.");
}
