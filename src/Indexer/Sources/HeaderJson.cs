using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Sources;

/// <summary>Reads from a block what its hash covers.</summary>
/// <remarks>Sources: yellow paper, section 4.4; EIP-1559 (base fee), EIP-4895 (withdrawals root), EIP-4844 (blob gas),
/// EIP-4788 (beacon root), EIP-7685 (requests hash), EIP-7928 (block access list), EIP-7843 (slot).</remarks>
internal static class HeaderJson
{
    private const int Integer = -1;
    private const int AnyBytes = -2;

    /// <summary>Fields before London: every header has them. Later ones follow one after another.</summary>
    private const int RequiredCount = 15;
    private const int MixHash = 13;
    private const int IntegerByteCountMax = 32;

    /// <summary>The mix hash by which blocks of Istanbul, IBFT and QBFT chains are told: their hash leaves out the seals
    /// in the extra data (EIP-650).</summary>
    private static readonly byte[] s_istanbulMix = Encoding.ASCII.GetBytes(
        "0x" + Convert.ToHexStringLower("ctical byzantine fault tolerance"u8)
    );

    /// <summary>Field names in the order of their encoding, with their bytes.</summary>
    private static readonly (string Name, int ByteCount)[] s_fields =
    [
        ("parentHash", 32),
        ("sha3Uncles", 32),
        ("miner", 20),
        ("stateRoot", 32),
        ("transactionsRoot", 32),
        ("receiptsRoot", 32),
        ("logsBloom", BloomBits.BloomByteCount),
        ("difficulty", Integer),
        ("number", Integer),
        ("gasLimit", Integer),
        ("gasUsed", Integer),
        ("timestamp", Integer),
        ("extraData", AnyBytes),
        ("mixHash", 32),
        ("nonce", 8),
        ("baseFeePerGas", Integer),
        ("withdrawalsRoot", 32),
        ("blobGasUsed", Integer),
        ("excessBlobGas", Integer),
        ("parentBeaconBlockRoot", 32),
        ("requestsHash", 32),
        ("blockAccessListHash", 32),
        ("slotNumber", Integer),
    ];

    private static readonly Dictionary<string, int> s_places = s_fields
        .Select((field, place) => (field.Name, place))
        .ToDictionary();

    /// <summary>What comes with a block but is no part of its header.</summary>
    private static readonly HashSet<string> s_besides =
    [
        "hash",
        "size",
        "totalDifficulty",
        "transactions",
        "uncles",
        "withdrawals",
    ];

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> s_placesBySpan =
        s_places.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_besidesBySpan =
        s_besides.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <returns>Null where a field is missing or has another length than on Ethereum's main net.</returns>
    /// <exception cref="FormatException">A field is not hex.</exception>
    public static HeaderFields? ReadFields(JsonElement block)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(block);
        Span<Range> values = stackalloc Range[s_fields.Length];
        values.Clear();
        string? whyUncertain = FindValues(json, values);
        var rlp = new RlpWriter();
        int list = rlp.StartList();
        int lastPresent = values.LastIndexOfAnyExcept(default(Range));
        for (int place = 0; place < Math.Max(lastPresent + 1, RequiredCount); place++)
        {
            ReadOnlySpan<byte> text = json[values[place]];
            if (text.IsEmpty && place >= RequiredCount)
            {
                whyUncertain ??= $"it has '{s_fields[lastPresent].Name}' but no '{s_fields[place].Name}'";
            }
            else if (text.IsEmpty || !TryWrite(rlp, text, s_fields[place].ByteCount))
            {
                return null;
            }
        }

        rlp.EndList(list);
        if (json[values[MixHash]].SequenceEqual(s_istanbulMix))
        {
            whyUncertain ??= "its hash leaves out seals";
        }

        return new HeaderFields(rlp.Written.ToArray(), whyUncertain);
    }

    /// <summary>Finds each field's text; empty where it is absent or null.</summary>
    /// <returns>Names a field that we do not know, else null.</returns>
    private static string? FindValues(ReadOnlySpan<byte> json, Span<Range> values)
    {
        string? unknown = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Span<char> name = stackalloc char[64];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int length = reader.ValueSpan.Length <= name.Length ? reader.CopyString(name) : 0;
            ReadOnlySpan<char> field = name[..length];
            bool isKnown = s_placesBySpan.TryGetValue(field, out int place);
            if (!isKnown && !s_besidesBySpan.Contains(field))
            {
                unknown ??= $"it has a field '{reader.GetString()}' that is not known";
            }

            reader.Read();
            if (isKnown && reader.TokenType == JsonTokenType.String)
            {
                int start = (int)reader.TokenStartIndex + 1;
                values[place] = start..(start + reader.ValueSpan.Length);
            }

            reader.Skip();
        }

        return unknown;
    }

    private static bool TryWrite(RlpWriter rlp, ReadOnlySpan<byte> text, int byteCount)
    {
        Span<byte> buffer = stackalloc byte[BloomBits.BloomByteCount];
        switch (byteCount)
        {
            case Integer:
                return TryWriteInteger(rlp, text, buffer[..IntegerByteCountMax]);
            case AnyBytes:
                byte[] bytes = new byte[Utf8Hex.ByteCount(text)];
                Utf8Hex.Decode(text, bytes);
                rlp.WriteBytes(bytes);
                return true;
            default:
                if (text.Length != 2 + (2 * byteCount))
                {
                    return false;
                }

                Utf8Hex.Decode(text, buffer[..byteCount]);
                rlp.WriteBytes(buffer[..byteCount]);
                return true;
        }
    }

    private static bool TryWriteInteger(RlpWriter rlp, ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        // A quantity may have an odd number of digits; bytes may not.
        Span<byte> padded = stackalloc byte[2 + (2 * IntegerByteCountMax)];
        int digitCount = text.Length - 2;
        if (digitCount < 1 || digitCount > 2 * IntegerByteCountMax)
        {
            return false;
        }

        padded.Fill((byte)'0');
        padded[1] = (byte)'x';
        text[2..].CopyTo(padded[(padded.Length - digitCount)..]);
        Utf8Hex.Decode(padded, buffer);
        rlp.WriteInteger(buffer);
        return true;
    }
}
