using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Natives;

/// <summary>Gives accounts of other chains the 20 bytes that the warehouse knows parties by, and remembers what each stands
/// for.</summary>
/// <remarks>They are the last 20 bytes of the Keccak-256, as Ethereum makes addresses of keys: of 2⁸⁰ accounts two may be
/// expected to share one. Not for concurrent use.</remarks>
internal sealed class NativeAccounts
{
    private readonly Dictionary<Hash32, Address> _keys = [];
    private readonly Dictionary<string, Address> _texts = [];
    private readonly List<(Address Address, string Native)> _added = [];

    /// <summary>Named since the last <see cref="Keep"/>: what is to be written.</summary>
    public IReadOnlyList<(Address Address, string Native)> Added => _added;

    /// <summary>Of a public key of 32 bytes, whose text is 0x and 64 digits.</summary>
    public Address OfKey(ReadOnlySpan<byte> key)
    {
        var hash = Hash32.FromBytes(key);
        if (!_keys.TryGetValue(hash, out Address address))
        {
            address = Derive(key);
            _keys.Add(hash, address);
            _added.Add((address, hash.ToString()));
        }

        return address;
    }

    /// <summary>Of an account, a contract or a denomination as its chain writes it; see <see cref="NativeAddress.OfText"/>.
    /// </summary>
    public Address OfText(string text)
    {
        if (!_texts.TryGetValue(text, out Address address))
        {
            address = NativeAddress.OfText(text);
            _texts.Add(text, address);
            _added.Add((address, text));
        }

        return address;
    }

    /// <summary>What was added is written.</summary>
    public void Keep() => _added.Clear();

    private static Address Derive(ReadOnlySpan<byte> bytes) => new(Keccak256.Hash(bytes)[^Address.ByteCount..]);
}
