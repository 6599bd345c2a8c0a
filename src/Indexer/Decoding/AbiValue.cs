using System.Collections;
using System.Numerics;
using System.Text;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Turns what callers pass into what a type encodes, or refuses with the type and the value.</summary>
internal static class AbiValue
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public static BigInteger ToInteger(AbiType type, object? value)
    {
        BigInteger integer = value switch
        {
            BigInteger big => big,
            int number => number,
            long number => number,
            ulong number => number,
            uint number => number,
            short number => number,
            ushort number => number,
            byte number => number,
            sbyte number => number,
            Int128 number => number,
            UInt128 number => number,
            _ => throw Misfit(type, value),
        };
        int magnitudeBits = type.Kind == AbiKind.Signed ? type.Size - 1 : type.Size;
        BigInteger above = BigInteger.One << magnitudeBits;
        BigInteger least = type.Kind == AbiKind.Signed ? -above : BigInteger.Zero;
        return integer >= least && integer < above ? integer : throw Misfit(type, value);
    }

    public static byte[] ToBytes(AbiType type, object? value) =>
        (type.Kind, value) switch
        {
            (AbiKind.String, string text) => StrictUtf8.GetBytes(text),
            (AbiKind.Bytes, byte[] bytes) => bytes,
            (AbiKind.FixedBytes, byte[] bytes) when bytes.Length == type.Size => bytes,
            (AbiKind.FixedBytes, Hash32 hash) when type.Size == Hash32.ByteCount => hash.ToBytes(),
            _ => throw Misfit(type, value),
        };

    public static IList ToList(AbiType type, object? value) => value as IList ?? throw Misfit(type, value);

    public static ArgumentException Misfit(AbiType type, object? value)
    {
        string shown = value is byte[] bytes ? $"{bytes.Length} bytes" : $"{value ?? "null"}";
        return new ArgumentException($"'{type}' cannot hold {shown} ({value?.GetType().Name ?? "null"}).");
    }
}
