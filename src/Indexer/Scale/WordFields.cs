using Souk.Indexer.Decoding;
using Souk.Indexer.Natives;

namespace Souk.Indexer.Scale;

/// <summary>Writes an event whose fields are one word each straight from SCALE into the words of the contract ABI: no object
/// for a number or a known account.</summary>
/// <param name="fields">How each lies in SCALE.</param>
internal sealed class WordFields(IReadOnlyList<WordField> fields)
{
    public int ByteCount => fields.Count * AbiType.WordByteCount;

    /// <returns>Null where a field is not one word.</returns>
    public static WordFields? Of(IReadOnlyList<ScaleField> fields, ScaleSizes types)
    {
        List<WordField> words = [];
        foreach (ScaleField field in fields)
        {
            if (Of(types.TypeOf(field.Type), types, depth: 0) is not { } word)
            {
                return null;
            }

            words.Add(word);
        }

        return new WordFields(words);
    }

    /// <exception cref="ScaleException">The bytes are no such fields.</exception>
    public void Write(ref ScaleReader reader, Span<byte> words, NativeAccounts accounts)
    {
        words[..ByteCount].Clear();
        for (int index = 0; index < fields.Count; index++)
        {
            Span<byte> word = words.Slice(index * AbiType.WordByteCount, AbiType.WordByteCount);
            WordField field = fields[index];
            switch (field.Kind)
            {
                case WordKind.Account:
                    accounts.OfKey(reader.Take(field.ByteCount)).CopyTo(word[12..]);
                    break;
                case WordKind.Key:
                    reader.Take(field.ByteCount).CopyTo(word[12..]);
                    break;
                case WordKind.Bytes:
                    reader.Take(field.ByteCount).CopyTo(word);
                    break;
                default:
                    WriteNumber(reader.Take(field.ByteCount), word, field.Kind);
                    break;
            }
        }
    }

    private static void WriteNumber(ReadOnlySpan<byte> little, Span<byte> word, WordKind kind)
    {
        if (kind == WordKind.Bool && little[0] > 1)
        {
            throw new ScaleException($"A bool is {little[0]}.");
        }

        if (kind == WordKind.Signed && (little[^1] & 0x80) != 0)
        {
            word.Fill(0xFF);
        }

        for (int index = 0; index < little.Length; index++)
        {
            word[^(index + 1)] = little[index];
        }
    }

    private static WordField? Of(ScaleType type, ScaleSizes types, int depth) =>
        depth > ScaleSizes.DepthMax
            ? null
            : type.Kind switch
            {
                ScaleKind.Bool => new WordField(WordKind.Bool, 1),
                ScaleKind.Unsigned => new WordField(WordKind.Unsigned, type.Size / 8),
                ScaleKind.Signed => new WordField(WordKind.Signed, type.Size / 8),
                ScaleKind.Array
                    when type.Size is > 0 and <= AbiType.WordByteCount
                        && types.TypeOf(type.Element) is { Kind: ScaleKind.Unsigned, Size: 8 } => new WordField(
                    WordKind.Bytes,
                    type.Size
                ),
                ScaleKind.Composite or ScaleKind.Tuple => ScaleShapes.AccountBytesOf(type) switch
                {
                    32 => new WordField(WordKind.Account, 32),
                    20 => new WordField(WordKind.Key, 20),
                    _ when ScaleShapes.IsWide(type) => new WordField(WordKind.Unsigned, 32),
                    _ => type.Fields.Count == 1 ? Of(types.TypeOf(type.Fields[0].Type), types, depth + 1) : null,
                },
                _ => null,
            };
}

/// <param name="ByteCount">In SCALE.</param>
internal readonly record struct WordField(WordKind Kind, int ByteCount);

internal enum WordKind
{
    Bool,
    Unsigned,
    Signed,

    /// <summary>Filled up on the right.</summary>
    Bytes,

    /// <summary>An account of 32 bytes.</summary>
    Account,

    /// <summary>An address of 20 bytes.</summary>
    Key,
}
