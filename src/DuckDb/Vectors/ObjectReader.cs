using System.Text;
using Souk.DuckDb.Types;

namespace Souk.DuckDb.Vectors;

/// <summary>Reads a value that is not NULL as the .NET type that <see cref="ClrType.Of"/> names.</summary>
internal static class ObjectReader
{
    public static object Read(VectorReader vector, int row) =>
        vector.Type.Id switch
        {
            DuckDBType.Boolean => vector.Stored<byte>(row) != 0,
            DuckDBType.TinyInt => vector.Stored<sbyte>(row),
            DuckDBType.SmallInt => vector.Stored<short>(row),
            DuckDBType.Integer => vector.Stored<int>(row),
            DuckDBType.BigInt => vector.Stored<long>(row),
            DuckDBType.HugeInt => vector.Stored<Int128>(row),
            DuckDBType.UTinyInt => vector.Stored<byte>(row),
            DuckDBType.USmallInt => vector.Stored<ushort>(row),
            DuckDBType.UInteger => vector.Stored<uint>(row),
            DuckDBType.UBigInt => vector.Stored<ulong>(row),
            DuckDBType.UHugeInt => vector.Stored<UInt128>(row),
            DuckDBType.BigNum => BigNum.Decode(vector.Bytes(row)),
            DuckDBType.Float => vector.Stored<float>(row),
            DuckDBType.Double => vector.Stored<double>(row),
            DuckDBType.Decimal when vector.Type.Width <= 28 => vector.ReadDecimal(row).ToDecimal(),
            DuckDBType.Decimal => vector.ReadDecimal(row),
            DuckDBType.VarChar => Encoding.UTF8.GetString(vector.Bytes(row)),
            DuckDBType.Enum => vector.ReadLabel(row),
            DuckDBType.Blob => vector.Bytes(row).ToArray(),
            DuckDBType.Uuid => Uuids.ToGuid(vector.Stored<UInt128>(row)),
            DuckDBType.List => vector.ReadList<object?>(row),
            DuckDBType.Struct => vector.ReadStruct(row),
            _ => ReadTime(vector, row),
        };

    private static object ReadTime(VectorReader vector, int row) =>
        vector.Type.Id switch
        {
            DuckDBType.Date => Timestamps.ToDate(vector.Stored<int>(row)),
            DuckDBType.Time => new TimeOnly(checked(vector.Stored<long>(row) * TimeSpan.TicksPerMicrosecond)),
            DuckDBType.Timestamp
            or DuckDBType.TimestampSeconds
            or DuckDBType.TimestampMilliseconds
            or DuckDBType.TimestampNanoseconds => vector.ReadTime(row, DateTimeKind.Unspecified),
            DuckDBType.TimestampTz => new DateTimeOffset(vector.ReadTime(row, DateTimeKind.Utc)),
            _ => throw vector.Mismatch(typeof(object)),
        };
}
