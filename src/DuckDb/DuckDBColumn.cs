using Souk.DuckDb.Vectors;

namespace Souk.DuckDb;

/// <summary>The values of one column to append.</summary>
public abstract class DuckDBColumn
{
    /// <summary>Rows.</summary>
    public abstract int Count { get; }

    /// <summary>Values of the column's stored type are copied as one block, others converted one by one.</summary>
    public static DuckDBColumn Of<T>(ReadOnlyMemory<T> values) => new DuckDBColumn<T>(values, isNull: null);

    /// <param name="values">As many as <paramref name="isNull"/>.</param>
    /// <param name="isNull">True where the row is NULL, whatever its value.</param>
    public static DuckDBColumn Of<T>(ReadOnlyMemory<T> values, ReadOnlyMemory<bool> isNull) =>
        values.Length == isNull.Length
            ? new DuckDBColumn<T>(values, isNull)
            : throw new ArgumentException($"{values.Length} values have {isNull.Length} null marks.");

    public static DuckDBColumn Of<T>(params T[] values) => Of<T>(values.AsMemory());

    internal abstract void CopyTo(VectorWriter column, int from, int to, int count);
}

internal sealed class DuckDBColumn<T>(ReadOnlyMemory<T> values, ReadOnlyMemory<bool>? isNull) : DuckDBColumn
{
    public override int Count => values.Length;

    internal override void CopyTo(VectorWriter column, int from, int to, int count)
    {
        ReadOnlySpan<T> source = values.Span.Slice(from, count);
        ReadOnlySpan<bool> nulls = isNull is { } marks ? marks.Span.Slice(from, count) : [];
        bool isCopied = column.TryWriteBlock(source, to);
        for (int row = 0; row < count; row++)
        {
            if (!nulls.IsEmpty && nulls[row])
            {
                column.WriteNull(to + row);
            }
            else if (!isCopied)
            {
                Write(column, to + row, source[row]);
            }
        }
    }

    private static void Write(VectorWriter column, int row, T value)
    {
        if (typeof(T).IsValueType && Nullable.GetUnderlyingType(typeof(T)) is null)
        {
            column.Write(row, value);
        }
        else
        {
            column.WriteObject(row, value);
        }
    }
}
