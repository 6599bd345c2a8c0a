using System.Security.Cryptography;

namespace Souk.Indexer.Documents;

/// <summary>The hash by which IPFS names content (https://github.com/multiformats/cid).</summary>
/// <remarks>Checks SHA-256 of raw blocks, and of files that fit one UnixFS block. A larger file's id is that of a tree
/// of blocks, which depends on how it was cut, so it is not checked.</remarks>
public sealed class ContentId
{
    /// <summary>More characters than any id with a 32-byte hash has.</summary>
    private const int LengthMax = 128;

    /// <summary>IPFS nodes do not exchange larger blocks.</summary>
    private const int BlockBytesMax = 2 << 20;

    private const int RawCodec = 0x55;
    private const int DagPbCodec = 0x70;
    private const int Sha256Code = 0x12;

    private readonly ulong _codec;
    private readonly byte[]? _sha256;

    private ContentId(ulong codec, byte[]? sha256)
    {
        _codec = codec;
        _sha256 = sha256;
    }

    /// <summary>Version 0, or version 1 in base32, base58 or base16.</summary>
    /// <returns>Null where the text is no such id.</returns>
    public static ContentId? Read(string text)
    {
        if (text.Length is 0 or > LengthMax)
        {
            return null;
        }

        if (text.Length == 46 && text.StartsWith("Qm", StringComparison.Ordinal))
        {
            return Multibase.FromBase58(text) is { Length: 34 } hash ? ReadHash(DagPbCodec, hash) : null;
        }

        byte[]? bytes = Multibase.Decode(text);
        ReadOnlySpan<byte> rest = bytes;
        return TryReadNumber(ref rest, out ulong version) && version == 1 && TryReadNumber(ref rest, out ulong codec)
            ? ReadHash(codec, rest)
            : null;
    }

    /// <summary>The id that IPFS gives to a file as one raw block: version 1, base32.</summary>
    public static string OfRaw(ReadOnlySpan<byte> content)
    {
        byte[] id = [1, RawCodec, Sha256Code, SHA256.HashSizeInBytes, .. SHA256.HashData(content)];
        return Multibase.Encode(id);
    }

    /// <summary>Whether the content is what the id names; null where that cannot be told.</summary>
    public bool? Agrees(ReadOnlySpan<byte> content)
    {
        if (_sha256 is null || content.Length > BlockBytesMax)
        {
            return null;
        }

        return _codec switch
        {
            RawCodec => SHA256.HashData(content).AsSpan().SequenceEqual(_sha256),
            // Where it differs, the file may have been cut or wrapped otherwise.
            DagPbCodec when SHA256.HashData(UnixFsBlock(content)).AsSpan().SequenceEqual(_sha256) => true,
            _ => null,
        };
    }

    private static ContentId? ReadHash(ulong codec, ReadOnlySpan<byte> multihash) =>
        TryReadNumber(ref multihash, out ulong code)
        && TryReadNumber(ref multihash, out ulong length)
        && length == (ulong)multihash.Length
            ? new ContentId(codec, code == Sha256Code && length == SHA256.HashSizeInBytes ? multihash.ToArray() : null)
            : null;

    /// <summary>Protocol buffers: a node whose data is a file of type 2 with content and length
    /// (https://github.com/ipfs/specs/blob/main/UNIXFS.md).</summary>
    private static byte[] UnixFsBlock(ReadOnlySpan<byte> content)
    {
        List<byte> file = [0x08, 0x02];
        if (content.Length > 0)
        {
            AddNumber(file, 0x12, content.Length);
            file.AddRange(content);
        }

        AddNumber(file, 0x18, content.Length);
        List<byte> node = [];
        AddNumber(node, 0x0a, file.Count);
        node.AddRange(file);
        return [.. node];
    }

    private static void AddNumber(List<byte> bytes, byte field, int number)
    {
        bytes.Add(field);
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number & 0x7f | 0x80));
        }

        bytes.Add((byte)number);
    }

    /// <summary>An unsigned varint of at most nine bytes.</summary>
    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (int at = 0; at < bytes.Length && at < 9; at++)
        {
            number |= (ulong)(bytes[at] & 0x7f) << (7 * at);
            if (bytes[at] < 0x80)
            {
                bytes = bytes[(at + 1)..];
                return true;
            }
        }

        return false;
    }
}
