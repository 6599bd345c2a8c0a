using System.Collections;
using System.Numerics;
using Souk.DuckDb.Native;
using Souk.DuckDb.Types;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb.Parameters;

/// <summary>Turns .NET values into values of DuckDB.</summary>
internal static unsafe class ValueFactory
{
    /// <remarks>A <see cref="BigInteger"/> that fits becomes a HUGEINT, because arithmetic on HUGEINT is exact while
    /// arithmetic on BIGNUM falls back to DOUBLE; only a larger one becomes a BIGNUM.</remarks>
    /// <exception cref="ArgumentException">DuckDB has no type for the value.</exception>
    public static ValueHandle Create(object? value) =>
        value switch
        {
            null or DBNull => duckdb_create_null_value(),
            bool truth => duckdb_create_bool(truth ? (byte)1 : (byte)0),
            sbyte number => duckdb_create_int8(number),
            short number => duckdb_create_int16(number),
            int number => duckdb_create_int32(number),
            long number => duckdb_create_int64(number),
            byte number => duckdb_create_uint8(number),
            ushort number => duckdb_create_uint16(number),
            uint number => duckdb_create_uint32(number),
            ulong number => duckdb_create_uint64(number),
            Int128 number => duckdb_create_hugeint(NativeHugeInt.From(number)),
            UInt128 number => duckdb_create_uhugeint(NativeHugeInt.From(number)),
            BigInteger number => CreateInteger(number),
            float number => duckdb_create_float(number),
            double number => duckdb_create_double(number),
            decimal number => CreateDecimal(DuckDBDecimal.From(number)),
            DuckDBDecimal number => CreateDecimal(number),
            string text => CreateText(text),
            byte[] bytes => CreateBlob(bytes),
            ReadOnlyMemory<byte> bytes => CreateBlob(bytes.Span),
            Guid guid => duckdb_create_uuid(NativeHugeInt.From(Uuids.ToNumber(guid))),
            DateOnly date => duckdb_create_date(Timestamps.ToDays(date)),
            TimeOnly time => duckdb_create_time(time.Ticks / TimeSpan.TicksPerMicrosecond),
            DateTime time => duckdb_create_timestamp(Timestamps.FromDateTime(time, DuckDBType.Timestamp)),
            DateTimeOffset time => duckdb_create_timestamp_tz(
                Timestamps.FromDateTime(time.UtcDateTime, DuckDBType.TimestampTz)
            ),
            IReadOnlyDictionary<string, object?> fields => CreateStruct(fields),
            IEnumerable elements => CreateList([.. elements.Cast<object?>()]),
            _ => throw new ArgumentException($"A {value.GetType().Name} has no counterpart in DuckDB."),
        };

    private static ValueHandle CreateInteger(BigInteger number)
    {
        if (number >= Int128.MinValue && number <= Int128.MaxValue)
        {
            return duckdb_create_hugeint(NativeHugeInt.From((Int128)number));
        }

        byte[] magnitude = BigInteger.Abs(number).ToByteArray(isUnsigned: true, isBigEndian: true);
        fixed (byte* first = magnitude)
        {
            return duckdb_create_bignum(new NativeBigNum(first, (ulong)magnitude.Length, number.Sign < 0));
        }
    }

    private static ValueHandle CreateDecimal(DuckDBDecimal number) =>
        duckdb_create_decimal(new NativeDecimal(number.Width, number.Scale, NativeHugeInt.From(number.Unscaled)));

    private static ValueHandle CreateText(string text)
    {
        byte[] utf8 = StrictUtf8.Encoding.GetBytes(text);
        fixed (byte* first = utf8)
        {
            byte none = 0;
            return duckdb_create_varchar_length(first == null ? &none : first, (ulong)utf8.Length);
        }
    }

    private static ValueHandle CreateBlob(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            byte none = 0;
            return duckdb_create_blob(first == null ? &none : first, (ulong)bytes.Length);
        }
    }

    /// <summary>A LIST of the type of its first element that is not NULL; DuckDB casts the others to it.</summary>
    private static ValueHandle CreateList(object?[] elements)
    {
        using ValueHandles values = new([.. Decimals.ToOneScale(elements).Select(Create)]);
        int typed = Array.FindIndex(elements, element => element is not (null or DBNull));
        using ValueHandle untyped = duckdb_create_null_value();
        nint elementType = duckdb_get_value_type(typed < 0 ? untyped : values[typed]);
        fixed (nint* first = values.Pointers)
        {
            return Checked(duckdb_create_list_value(elementType, first, (ulong)elements.Length), "a LIST of one type");
        }
    }

    private static ValueHandle CreateStruct(IReadOnlyDictionary<string, object?> fields)
    {
        using ValueHandles values = new([.. fields.Values.Select(Create)]);
        nint[] types = [.. Enumerable.Range(0, fields.Count).Select(field => duckdb_get_value_type(values[field]))];
        using Utf8Names names = new(fields.Keys);
        fixed (
            nint* firstType = types,
                firstName = names.Pointers,
                firstValue = values.Pointers
        )
        {
            using LogicalTypeHandle type = duckdb_create_struct_type(firstType, firstName, (ulong)fields.Count);
            return Checked(duckdb_create_struct_value(type, firstValue), "a STRUCT with at least one field");
        }
    }

    private static ValueHandle Checked(ValueHandle value, string expected) =>
        value.IsInvalid ? throw new ArgumentException($"The value is not {expected}.") : value;
}
