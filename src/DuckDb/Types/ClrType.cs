using System.Numerics;

namespace Souk.DuckDb.Types;

/// <summary>The .NET type that <c>GetValue</c> returns for each type of DuckDB.</summary>
internal static class ClrType
{
    public static Type Of(ColumnType type) =>
        type.Id switch
        {
            DuckDBType.Boolean => typeof(bool),
            DuckDBType.TinyInt => typeof(sbyte),
            DuckDBType.SmallInt => typeof(short),
            DuckDBType.Integer => typeof(int),
            DuckDBType.BigInt => typeof(long),
            DuckDBType.HugeInt => typeof(Int128),
            DuckDBType.UTinyInt => typeof(byte),
            DuckDBType.USmallInt => typeof(ushort),
            DuckDBType.UInteger => typeof(uint),
            DuckDBType.UBigInt => typeof(ulong),
            DuckDBType.UHugeInt => typeof(UInt128),
            DuckDBType.BigNum => typeof(BigInteger),
            DuckDBType.Float => typeof(float),
            DuckDBType.Double => typeof(double),
            DuckDBType.Decimal => type.Width <= 28 ? typeof(decimal) : typeof(DuckDBDecimal),
            DuckDBType.VarChar or DuckDBType.Enum => typeof(string),
            DuckDBType.Blob => typeof(byte[]),
            DuckDBType.Uuid => typeof(Guid),
            DuckDBType.Date => typeof(DateOnly),
            DuckDBType.Time => typeof(TimeOnly),
            DuckDBType.TimestampTz => typeof(DateTimeOffset),
            DuckDBType.Timestamp
            or DuckDBType.TimestampSeconds
            or DuckDBType.TimestampMilliseconds
            or DuckDBType.TimestampNanoseconds => typeof(DateTime),
            DuckDBType.List => typeof(List<object?>),
            DuckDBType.Struct => typeof(Dictionary<string, object?>),
            _ => typeof(object),
        };

    /// <summary>The .NET type whose bytes are the stored bytes, for spans over whole columns; null where a value is
    /// not one fixed-size number.</summary>
    public static Type? Stored(ColumnType type) =>
        type.StorageId switch
        {
            DuckDBType.Boolean => typeof(bool),
            DuckDBType.TinyInt => typeof(sbyte),
            DuckDBType.SmallInt => typeof(short),
            DuckDBType.Integer or DuckDBType.Date => typeof(int),
            DuckDBType.BigInt
            or DuckDBType.Time
            or DuckDBType.Timestamp
            or DuckDBType.TimestampTz
            or DuckDBType.TimestampSeconds
            or DuckDBType.TimestampMilliseconds
            or DuckDBType.TimestampNanoseconds => typeof(long),
            DuckDBType.HugeInt => typeof(Int128),
            DuckDBType.UTinyInt => typeof(byte),
            DuckDBType.USmallInt => typeof(ushort),
            DuckDBType.UInteger => typeof(uint),
            DuckDBType.UBigInt => typeof(ulong),
            DuckDBType.UHugeInt => typeof(UInt128),
            DuckDBType.Float => typeof(float),
            DuckDBType.Double => typeof(double),
            _ => null,
        };
}
