using System.Buffers.Binary;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>Values of any type of the contract ABI that a name decides: equal names give equal values, others differ.
/// </summary>
internal static class SampleValue
{
    public static object Of(AbiType type, string name)
    {
        byte[] hash = Keccak256.Hash(name);
        return type.Kind switch
        {
            // Small, as amounts are; never 0.
            AbiKind.Unsigned or AbiKind.Signed => 1 + BinaryPrimitives.ReadUInt16BigEndian(hash) % 100,
            AbiKind.Address => new Address(hash.AsSpan(0, Address.ByteCount)),
            AbiKind.Bool => true,
            AbiKind.FixedBytes => hash[..type.Size],
            AbiKind.Bytes => hash,
            AbiKind.String => Convert.ToHexStringLower(hash.AsSpan(0, 4)),
            AbiKind.FixedArray => Enumerable
                .Range(0, type.Size)
                .Select(index => Of(type.Element!, $"{name} {index}"))
                .ToArray(),
            AbiKind.Array => new[] { Of(type.Element!, name) },
            _ => type.Components.Select((part, index) => Of(part.Type, $"{name} {index}")).ToArray(),
        };
    }
}
