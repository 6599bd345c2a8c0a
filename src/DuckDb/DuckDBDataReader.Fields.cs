using System.Data;
using Souk.DuckDb.Types;
using Souk.DuckDb.Vectors;

namespace Souk.DuckDb;

public sealed partial class DuckDBDataReader
{
    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override T GetFieldValue<T>(int ordinal) => Column(ordinal).Read<T>(Row());

    /// <summary>As the .NET type that matches the column's; <see cref="DBNull"/> for NULL.</summary>
    public override object GetValue(int ordinal) => Column(ordinal).ReadObject(Row()) ?? DBNull.Value;

    public override bool IsDBNull(int ordinal) => Column(ordinal).IsNull(Row());

    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal);

    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    public override char GetChar(int ordinal) =>
        GetString(ordinal) is [char only]
            ? only
            : throw new InvalidCastException($"Column '{GetName(ordinal)}' holds no single character here.");

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy(GetFieldValue<byte[]>(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override int GetValues(object[] values)
    {
        int count = Math.Min(values.Length, FieldCount);
        for (int ordinal = 0; ordinal < count; ordinal++)
        {
            values[ordinal] = GetValue(ordinal);
        }

        return count;
    }

    public override string GetName(int ordinal) => Column(ordinal).Column;

    /// <summary>Without regard to case, as in SQL.</summary>
    /// <exception cref="IndexOutOfRangeException">No column has the name.</exception>
    public override int GetOrdinal(string name)
    {
        VectorReader[] columns = _result?.Columns ?? [];
        int ordinal = Array.FindIndex(
            columns,
            column => column.Column.Equals(name, StringComparison.OrdinalIgnoreCase)
        );
        return ordinal >= 0
            ? ordinal
            : throw new IndexOutOfRangeException(
                $"There is no column '{name}' among {string.Join(", ", columns.Select(column => column.Column))}."
            );
    }

    /// <summary>As SQL writes the type.</summary>
    public override string GetDataTypeName(int ordinal) => Column(ordinal).Type.ToString();

    public override Type GetFieldType(int ordinal) => ClrType.Of(Column(ordinal).Type);

    private static long Copy<T>(T[] source, long offset, T[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return source.Length;
        }

        int count = (int)Math.Min(length, Math.Max(0, source.Length - offset));
        Array.Copy(source, offset, buffer, bufferOffset, count);
        return count;
    }

    private VectorReader Column(int ordinal)
    {
        VectorReader[] columns = _result?.Columns ?? throw new InvalidOperationException("The reader is at no result.");
        return (uint)ordinal < (uint)columns.Length
            ? columns[ordinal]
            : throw new IndexOutOfRangeException($"There is no column {ordinal}: the result has {columns.Length}.");
    }

    private int Row() =>
        _row >= 0 && _row < _result!.RowCount
            ? _row
            : throw new InvalidOperationException("The reader is at no row; call Read first.");
}
