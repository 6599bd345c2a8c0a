using System.Numerics;
using System.Text;
using Souk.DuckDb.Native;
using Souk.DuckDb.Types;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb.Vectors;

/// <summary>Reads the values of one column, or of one nested child, from the vector it points at.</summary>
internal sealed unsafe class VectorReader(string column, ColumnType type)
{
    private readonly VectorReader[] _children =
    [
        .. type.Children.Select((child, index) => new VectorReader(ChildName(column, type, index), child)),
    ];
    private byte* _data;
    private ulong* _validity;

    public string Column => column;

    public ColumnType Type => type;

    /// <summary>Null when every row is valid.</summary>
    public ulong* Validity => _validity;

    public void* Data => _data;

    /// <summary>Moves to the same column of another chunk.</summary>
    public void PointAt(nint vector)
    {
        _data = (byte*)duckdb_vector_get_data(vector);
        _validity = duckdb_vector_get_validity(vector);
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

    public bool IsNull(int row) => _validity != null && (_validity[row >> 6] >> (row & 63) & 1) == 0;

    public ReadOnlySpan<byte> Bytes(int row) => StringEntry.Bytes((StringEntry*)_data + row);

    /// <exception cref="InvalidCastException">NULL where <typeparamref name="T"/> has no null, a type that does not
    /// go with the column's, or a value that does not fit.</exception>
    public T Read<T>(int row)
    {
        if (NullableField<T>.Read is { } readNullable)
        {
            return IsNull(row) ? default! : readNullable(this, row);
        }

        if (IsNull(row))
        {
            throw new InvalidCastException(
                $"Column '{column}' ({type}) is NULL here: ask IsDBNull first or read a nullable type."
            );
        }

        try
        {
            return typeof(T) == typeof(object) ? (T)ObjectReader.Read(this, row)
                : TryRead(row, out T value) ? value
                : throw Mismatch(typeof(T));
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            throw new InvalidCastException(
                $"Column '{column}' ({type}) holds a value that {NameOf(typeof(T))} cannot represent.",
                error
            );
        }
    }

    /// <summary>The value as <see cref="ClrType.Of"/> says; null for NULL.</summary>
    public object? ReadObject(int row) => IsNull(row) ? null : ObjectReader.Read(this, row);

    public InvalidCastException Mismatch(Type asked) =>
        new(
            $"Column '{column}' has type {type}, which is not read as {NameOf(asked)}"
                + (
                    ClrType.Of(type) is var natural && natural == typeof(object)
                        ? "; cast it in SQL, for example to VARCHAR."
                        : $"; read {NameOf(natural)} or cast in SQL."
                )
        );

    public List<TElement> ReadList<TElement>(int row)
    {
        ListEntry entry = ((ListEntry*)_data)[row];
        List<TElement> elements = new(checked((int)entry.Length));
        for (ulong index = entry.Offset; index < entry.Offset + entry.Length; index++)
        {
            int element = checked((int)index);
            elements.Add(
                default(TElement) is null && _children[0].IsNull(element)
                    ? default!
                    : _children[0].Read<TElement>(element)
            );
        }

        return elements;
    }

    private bool TryRead<T>(int row, out T value)
    {
        switch (type.Id)
        {
            case DuckDBType.TinyInt:
                return IntegerCast.TryTo(((sbyte*)_data)[row], out value);
            case DuckDBType.SmallInt:
                return IntegerCast.TryTo(((short*)_data)[row], out value);
            case DuckDBType.Integer:
                return IntegerCast.TryTo(((int*)_data)[row], out value);
            case DuckDBType.BigInt:
                return IntegerCast.TryTo(((long*)_data)[row], out value);
            case DuckDBType.HugeInt:
                return IntegerCast.TryTo(((Int128*)_data)[row], out value);
            case DuckDBType.UTinyInt:
                return IntegerCast.TryTo(_data[row], out value);
            case DuckDBType.USmallInt:
                return IntegerCast.TryTo(((ushort*)_data)[row], out value);
            case DuckDBType.UInteger:
                return IntegerCast.TryTo(((uint*)_data)[row], out value);
            case DuckDBType.UBigInt:
                return IntegerCast.TryTo(((ulong*)_data)[row], out value);
            case DuckDBType.UHugeInt:
                return IntegerCast.TryTo(((UInt128*)_data)[row], out value);
            case DuckDBType.Decimal when type.Scale == 0 && IntegerCast.TryTo(ReadStored(row), out value):
                return true;
            case DuckDBType.Float when typeof(T) == typeof(double):
                value = (T)(object)(double)((float*)_data)[row];
                return true;
            case DuckDBType.Double when typeof(T) == typeof(double):
                value = (T)(object)((double*)_data)[row];
                return true;
            case DuckDBType.Boolean when typeof(T) == typeof(bool):
                value = (T)(object)(_data[row] != 0);
                return true;
            default:
                return TryReadOther(row, out value);
        }
    }

    private bool TryReadOther<T>(int row, out T value)
    {
        object? found =
            typeof(T) == typeof(string) && type.Id == DuckDBType.VarChar ? Encoding.UTF8.GetString(Bytes(row))
            : typeof(T) == typeof(BigInteger) && type.Id == DuckDBType.BigNum ? BigNum.Decode(Bytes(row))
            : typeof(T) == typeof(decimal) && type.Id == DuckDBType.Decimal ? ReadDecimal(row).ToDecimal()
            : typeof(T) == typeof(DuckDBDecimal) && type.Id == DuckDBType.Decimal ? ReadDecimal(row)
            : typeof(T) == typeof(DateTime) && type.Id == DuckDBType.TimestampTz ? ReadTime(row, DateTimeKind.Utc)
            : type.Id == DuckDBType.List && ListField<T>.Read is { } readList ? readList(this, row)
            : typeof(T).IsAssignableFrom(ClrType.Of(type)) ? ObjectReader.Read(this, row)
            : null;
        value = found is null ? default! : (T)found;
        return found is not null;
    }

    internal T Stored<T>(int row)
        where T : unmanaged => ((T*)_data)[row];

    internal DateTime ReadTime(int row, DateTimeKind kind) => Timestamps.ToDateTime(((long*)_data)[row], type.Id, kind);

    internal DuckDBDecimal ReadDecimal(int row) => new(ReadStored(row), type.Width, type.Scale);

    internal Dictionary<string, object?> ReadStruct(int row)
    {
        Dictionary<string, object?> fields = new(_children.Length);
        for (int index = 0; index < _children.Length; index++)
        {
            fields.Add(type.Names[index], _children[index].ReadObject(row));
        }

        return fields;
    }

    internal string ReadLabel(int row) => type.Names[(int)ReadStored(row)];

    /// <summary>The integer behind a DECIMAL or an ENUM.</summary>
    private Int128 ReadStored(int row) =>
        type.StorageId switch
        {
            DuckDBType.UTinyInt => _data[row],
            DuckDBType.USmallInt => ((ushort*)_data)[row],
            DuckDBType.UInteger => ((uint*)_data)[row],
            DuckDBType.SmallInt => ((short*)_data)[row],
            DuckDBType.Integer => ((int*)_data)[row],
            DuckDBType.BigInt => ((long*)_data)[row],
            _ => ((Int128*)_data)[row],
        };

    private static string ChildName(string column, ColumnType type, int index) =>
        type.Id == DuckDBType.List ? $"{column}[]" : $"{column}.{type.Names[index]}";

    private static string NameOf(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
}
