using System.Numerics;
using Souk.Indexer.Natives;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Scale;

/// <summary>Reads values as the objects that the contract ABI's encoder takes, of the types that <see cref="ScaleShapes"/>
/// names.</summary>
internal sealed class ScaleValues(ScaleSizes types, ScaleShapes shapes, NativeAccounts accounts)
{
    /// <exception cref="ScaleException">The bytes are no such value.</exception>
    public object[] Read(ref ScaleReader reader, IReadOnlyList<ScaleField> fields)
    {
        object[] values = new object[fields.Count];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Read(ref reader, fields[index].Type);
        }

        return values;
    }

    private object Read(ref ScaleReader reader, int id)
    {
        ScaleType type = types.TypeOf(id);
        return type.Kind switch
        {
            ScaleKind.Bool => ReadBool(ref reader),
            ScaleKind.Text => reader.Text(),
            ScaleKind.Unsigned => new BigInteger(reader.Take(type.Size / 8), isUnsigned: true),
            ScaleKind.Signed => new BigInteger(reader.Take(type.Size / 8)),
            ScaleKind.Compact => (BigInteger)reader.Compact(),
            ScaleKind.BitSequence => ReadRaw(ref reader, id),
            ScaleKind.Variant => ReadVariant(ref reader, type, id),
            ScaleKind.Sequence => ReadMany(ref reader, type.Element, reader.CompactCount()),
            ScaleKind.Array => ReadMany(ref reader, type.Element, type.Size),
            _ => ReadFields(ref reader, type),
        };
    }

    private object ReadFields(ref ScaleReader reader, ScaleType type) =>
        ScaleShapes.AccountBytesOf(type) switch
        {
            32 => accounts.OfKey(reader.Take(32)),
            20 => new Address(reader.Take(20)),
            _ when ScaleShapes.IsWide(type) => new BigInteger(reader.Take(32), isUnsigned: true),
            _ when type.Fields.Count == 1 => Read(ref reader, type.Fields[0].Type),
            _ => Read(ref reader, type.Fields),
        };

    private object ReadVariant(ref ScaleReader reader, ScaleType type, int id)
    {
        if (ScaleShapes.IsOption(type))
        {
            ScaleVariant chosen = ScaleSizes.VariantOf(type, reader.U8());
            return Read(ref reader, chosen.Fields);
        }

        return ScaleShapes.IsEnumeration(type) ? ScaleSizes.VariantOf(type, reader.U8()).Name : ReadRaw(ref reader, id);
    }

    private object ReadMany(ref ScaleReader reader, int element, int count)
    {
        if (shapes.IsByte(element))
        {
            return reader.Take(count).ToArray();
        }

        // An element has a byte at least, or a damaged count would ask for all memory.
        if (count > reader.Remaining)
        {
            throw new ScaleException($"A list of {count} at byte {reader.Position} is longer than what is left.");
        }

        object[] values = new object[count];
        for (int index = 0; index < count; index++)
        {
            values[index] = Read(ref reader, element);
        }

        return values;
    }

    private byte[] ReadRaw(ref ScaleReader reader, int id)
    {
        int start = reader.Position;
        types.Skip(ref reader, id);
        return reader.Since(start).ToArray();
    }

    private static object ReadBool(ref ScaleReader reader) =>
        reader.U8() switch
        {
            0 => false,
            1 => true,
            byte other => throw new ScaleException($"A bool is {other} at byte {reader.Position}."),
        };
}
