using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Souk.Cli.Pseudonyms;

/// <summary>Replaces addresses by others that only the key's owner can tell: the first 20 bytes of HMAC-SHA256(key, address).
/// </summary>
/// <remarks>One key gives one address one pseudonym, in every column, file and export. Addresses below 65,536, such as those of
/// mints, burns and precompiles, are nobody's and stay.</remarks>
internal sealed partial class PseudonymKey
{
    private const int KeyBytesMin = 16;
    private const int AddressBytes = 20;

    private readonly byte[] _key;

    private PseudonymKey(byte[] key) => _key = key;

    /// <exception cref="InvalidInputException">No such file, or too short to be a key.</exception>
    public static PseudonymKey Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new InvalidInputException(
                $"There is no key {file}. Make one, and keep it: head -c 32 /dev/urandom > {file}"
            );
        }

        byte[] key = File.ReadAllBytes(file);
        return key.Length >= KeyBytesMin
            ? new PseudonymKey(key)
            : throw new InvalidInputException(
                $"The key {file} has {key.Length} bytes; {KeyBytesMin} or more are needed."
            );
    }

    /// <param name="address">20 bytes.</param>
    public byte[] Of(byte[] address) =>
        address.AsSpan(0, AddressBytes - 2).ContainsAnyExcept((byte)0)
            ? HMACSHA256.HashData(_key, address)[..AddressBytes]
            : address;

    /// <summary>The text with every address in it replaced; hashes and longer numbers stay.</summary>
    public string In(string text) =>
        Addresses()
            .Replace(text, found => "0x" + Convert.ToHexStringLower(Of(Convert.FromHexString(found.Value[2..]))));

    [GeneratedRegex("0[xX][0-9a-fA-F]{40}(?![0-9a-fA-F])", RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();
}
