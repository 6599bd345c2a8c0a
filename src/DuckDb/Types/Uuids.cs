using System.Buffers.Binary;

namespace Souk.DuckDb.Types;

/// <summary>DuckDB stores a UUID as a HUGEINT with the top bit flipped, so that signed order is text order.</summary>
internal static class Uuids
{
    private static readonly UInt128 TopBit = UInt128.One << 127;

    public static Guid ToGuid(UInt128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, stored ^ TopBit);
        return new Guid(bytes, bigEndian: true);
    }

    public static UInt128 ToStored(Guid guid) => ToNumber(guid) ^ TopBit;

    public static UInt128 ToNumber(Guid guid) =>
        BinaryPrimitives.ReadUInt128BigEndian(guid.ToByteArray(bigEndian: true));
}
