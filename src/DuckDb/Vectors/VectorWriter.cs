using System.Collections;
using System.Numerics;
using System.Text;
using Souk.DuckDb.Native;
using Souk.DuckDb.Types;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb.Vectors;

/// <summary>Writes the values of one column, or of one nested child, into the vector it points at.</summary>
internal sealed unsafe partial class VectorWriter(string column, ColumnType type)
{
    private readonly VectorWriter[] _children =
    [
        .. type.Children.Select((child, index) => new VectorWriter($"{column}.{index}", child)),
    ];
    private nint _vector;
    private byte* _data;
    private ulong* _validity;

    public ColumnType Type => type;

    public void PointAt(nint vector)
    {
        _vector = vector;
        _data = (byte*)duckdb_vector_get_data(vector);
        _validity = null;
        for (int index = 0; index < _children.Length; index++)
        {
            _children[index]
                .PointAt(
                    type.Id == DuckDBType.List
                        ? duckdb_list_vector_get_child(vector)
                        : duckdb_struct_vector_get_child(vector, (ulong)index)
                );
        }
    }

    public void WriteNull(int row)
    {
        if (_validity == null)
        {
            duckdb_vector_ensure_validity_writable(_vector);
            _validity = duckdb_vector_get_validity(_vector);
        }

        _validity[row >> 6] &= ~(1UL << (row & 63));
        if (type.Id == DuckDBType.Struct)
        {
            foreach (VectorWriter child in _children)
            {
                child.WriteNull(row);
            }
        }
        else if (type.Id == DuckDBType.List)
        {
            ((ListEntry*)_data)[row] = default;
        }
    }

    public void WriteAllNull(int count)
    {
        // Makes the mask writable, and covers what nested types need.
        WriteNull(0);
        new Span<ulong>(_validity, (count + 63) / 64).Clear();
    }

    public void WriteValid(int row)
    {
        if (_validity != null)
        {
            _validity[row >> 6] |= 1UL << (row & 63);
        }
    }

    /// <exception cref="InvalidCastException">The value's type does not go with the column's, or the value does not
    /// fit.</exception>
    public void Write<T>(int row, T value)
    {
        // An abandoned row may have left a NULL here.
        WriteValid(row);
        try
        {
            if (!TryWrite(row, value))
            {
                throw new InvalidCastException(
                    $"Column '{column}' has type {type}, which takes no {value?.GetType().Name}."
                );
            }
        }
        catch (Exception error) when (error is OverflowException or EncoderFallbackException)
        {
            throw new InvalidCastException($"Column '{column}' ({type}) cannot hold {value}.", error);
        }
    }

    /// <summary>Writes all values at once when a column's stored numbers are <typeparamref name="T"/> and mean the
    /// same.</summary>
    public bool TryWriteBlock<T>(ReadOnlySpan<T> values, int row)
    {
        if (ClrType.Of(type) != typeof(T) || ClrType.Stored(type) != typeof(T))
        {
            return false;
        }

        values.CopyTo(new Span<T>(_data, row + values.Length)[row..]);
        return true;
    }

    /// <summary>The stored values of so many rows, to be written in place.</summary>
    /// <exception cref="InvalidCastException"><typeparamref name="T"/> is not the column's stored type.</exception>
    public Span<T> Stored<T>(int count)
        where T : unmanaged =>
        ClrType.Stored(type) == typeof(T)
            ? new Span<T>(_data, count)
            : throw new InvalidCastException(
                $"Column '{column}' has type {type}, stored as {ClrType.Stored(type)?.Name ?? "variable-length bytes"}, "
                    + $"not as {typeof(T).Name}."
            );

    /// <summary>Boxed values of any type; null and <see cref="DBNull"/> are NULL.</summary>
    public void WriteObject(int row, object? value)
    {
        if (value is null or DBNull)
        {
            WriteNull(row);
            return;
        }

        switch (value)
        {
            case int number:
                Write(row, number);
                break;
            case long number:
                Write(row, number);
                break;
            case Int128 number:
                Write(row, number);
                break;
            case uint number:
                Write(row, number);
                break;
            case ulong number:
                Write(row, number);
                break;
            case UInt128 number:
                Write(row, number);
                break;
            case BigInteger number:
                Write(row, number);
                break;
            case sbyte number:
                Write(row, number);
                break;
            case short number:
                Write(row, number);
                break;
            case byte number:
                Write(row, number);
                break;
            case ushort number:
                Write(row, number);
                break;
            case double number:
                Write(row, number);
                break;
            case bool truth:
                Write(row, truth);
                break;
            default:
                Write(row, value);
                break;
        }
    }

    private bool TryWrite<T>(int row, T value)
    {
        switch (type.Id)
        {
            case DuckDBType.TinyInt:
                return IntegerCast.TryFrom(value, out ((sbyte*)_data)[row]);
            case DuckDBType.SmallInt:
                return IntegerCast.TryFrom(value, out ((short*)_data)[row]);
            case DuckDBType.Integer:
                return IntegerCast.TryFrom(value, out ((int*)_data)[row]);
            case DuckDBType.BigInt:
                return IntegerCast.TryFrom(value, out ((long*)_data)[row]);
            case DuckDBType.HugeInt:
                return IntegerCast.TryFrom(value, out ((Int128*)_data)[row]);
            case DuckDBType.UTinyInt:
                return IntegerCast.TryFrom(value, out _data[row]);
            case DuckDBType.USmallInt:
                return IntegerCast.TryFrom(value, out ((ushort*)_data)[row]);
            case DuckDBType.UInteger:
                return IntegerCast.TryFrom(value, out ((uint*)_data)[row]);
            case DuckDBType.UBigInt:
                return IntegerCast.TryFrom(value, out ((ulong*)_data)[row]);
            case DuckDBType.UHugeInt:
                return IntegerCast.TryFrom(value, out ((UInt128*)_data)[row]);
            case DuckDBType.Double when typeof(T) == typeof(double):
                return Put(row, (double)(object)value!);
            case DuckDBType.Boolean when typeof(T) == typeof(bool):
                return Put(row, (bool)(object)value!);
            case DuckDBType.Decimal when IntegerCast.TryFrom(value, out Int128 whole):
                return WriteDecimal(row, new DuckDBDecimal(whole, DuckDBDecimal.WidthMax, 0));
            case DuckDBType.BigNum when typeof(T) != typeof(BigInteger) && IntegerCast.TryFrom(value, out Int128 whole):
                return WriteBytes(row, BigNum.Encode(whole));
            default:
                return TryWriteOther(row, value);
        }
    }

    private bool TryWriteOther(int row, object? value) =>
        (type.Id, value) switch
        {
            (_, null) => false,
            (DuckDBType.VarChar, string text) => WriteText(row, text),
            (DuckDBType.Blob, byte[] bytes) => WriteBytes(row, bytes),
            (DuckDBType.Blob, ReadOnlyMemory<byte> bytes) => WriteBytes(row, bytes.Span),
            (DuckDBType.BigNum, BigInteger number) => WriteBytes(row, BigNum.Encode(number)),
            (DuckDBType.Decimal, decimal number) => WriteDecimal(row, DuckDBDecimal.From(number)),
            (DuckDBType.Decimal, DuckDBDecimal number) => WriteDecimal(row, number),
            (DuckDBType.Float, float number) => Put(row, number),
            (DuckDBType.Double, float number) => Put(row, (double)number),
            (DuckDBType.Uuid, Guid guid) => Put(row, Uuids.ToStored(guid)),
            (DuckDBType.Enum, string label) => WriteLabel(row, label),
            (DuckDBType.Date, DateOnly date) => Put(row, Timestamps.ToDays(date)),
            (DuckDBType.Time, TimeOnly time) => Put(row, time.Ticks / TimeSpan.TicksPerMicrosecond),
            (DuckDBType.TimestampTz, DateTimeOffset time) => WriteTime(row, time.UtcDateTime),
            (DuckDBType.TimestampTz, DateTime { Kind: DateTimeKind.Utc } time) => WriteTime(row, time),
            (
                DuckDBType.Timestamp
                    or DuckDBType.TimestampSeconds
                    or DuckDBType.TimestampMilliseconds
                    or DuckDBType.TimestampNanoseconds,
                DateTime time
            ) => WriteTime(row, time),
            (DuckDBType.Struct, IReadOnlyDictionary<string, object?> fields) => WriteStruct(row, fields),
            (DuckDBType.List, IEnumerable elements and not string) => WriteList(row, [.. elements.Cast<object?>()]),
            _ => false,
        };

    private bool Put<T>(int row, T value)
        where T : unmanaged
    {
        ((T*)_data)[row] = value;
        return true;
    }

    private bool WriteTime(int row, DateTime time) => Put(row, Timestamps.FromDateTime(time, type.Id));

    private bool WriteText(int row, string text)
    {
        int lengthMax = StrictUtf8.Encoding.GetMaxByteCount(text.Length);
        Span<byte> utf8 = lengthMax <= 512 ? stackalloc byte[lengthMax] : new byte[lengthMax];
        return WriteBytes(row, utf8[..StrictUtf8.Encoding.GetBytes(text, utf8)]);
    }

    private bool WriteBytes(int row, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= StringEntry.InlineLengthMax)
        {
            StringEntry* entry = (StringEntry*)_data + row;
            *entry = default;
            entry->Length = (uint)bytes.Length;
            bytes.CopyTo(new Span<byte>(entry->Inline, StringEntry.InlineLengthMax));
            return true;
        }

        fixed (byte* first = bytes)
        {
            duckdb_unsafe_vector_assign_string_element_len(_vector, (ulong)row, first, (ulong)bytes.Length);
        }

        return true;
    }

    /// <summary>Bytes that stay in the arena until the chunk is sent, which copies them.</summary>
    public void PutBytes(int row, ReadOnlySpan<byte> bytes, NativeArena arena)
    {
        if (type.Id is not (DuckDBType.Blob or DuckDBType.VarChar))
        {
            throw new InvalidCastException($"Column '{column}' has type {type}, which takes no bytes.");
        }

        StringEntry* entry = (StringEntry*)_data + row;
        if (bytes.Length <= StringEntry.InlineLengthMax)
        {
            *entry = default;
            bytes.CopyTo(new Span<byte>(entry->Inline, StringEntry.InlineLengthMax));
        }
        else
        {
            bytes[..StringEntry.PrefixLength].CopyTo(new Span<byte>(entry->Inline, StringEntry.PrefixLength));
            entry->Pointer = arena.Add(bytes);
        }

        entry->Length = (uint)bytes.Length;
    }

    private bool WriteDecimal(int row, DuckDBDecimal number)
    {
        WriteStored(row, number.Rescale(type.Width, type.Scale).Unscaled);
        return true;
    }

    private bool WriteLabel(int row, string label)
    {
        int index = Array.IndexOf(type.Names, label);
        if (index < 0)
        {
            throw new InvalidCastException(
                $"Column '{column}' has no label '{label}' among {string.Join(", ", type.Names)}."
            );
        }

        WriteStored(row, index);
        return true;
    }

    /// <summary>The integer behind a DECIMAL or an ENUM.</summary>
    private void WriteStored(int row, Int128 value) =>
        _ = type.StorageId switch
        {
            DuckDBType.UTinyInt => Put(row, (byte)value),
            DuckDBType.USmallInt => Put(row, (ushort)value),
            DuckDBType.UInteger => Put(row, (uint)value),
            DuckDBType.SmallInt => Put(row, (short)value),
            DuckDBType.Integer => Put(row, (int)value),
            DuckDBType.BigInt => Put(row, (long)value),
            _ => Put(row, value),
        };
}
