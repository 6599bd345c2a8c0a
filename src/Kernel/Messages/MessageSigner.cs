using System.Security.Cryptography;
using System.Text;

namespace Souk.Kernel.Messages;

/// <summary>HMAC-SHA256 over header, parent header, metadata and content, as lower-case hex.</summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public string Sign(IEnumerable<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether the signature fits; takes as long for any wrong one.</summary>
    public bool Verify(IEnumerable<byte[]> parts, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(parts)), signature);
}
