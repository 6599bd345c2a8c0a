using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Souk.Dashboards.Access;

/// <summary>A key as it is kept: its secret is known to its owner alone.</summary>
/// <param name="Id">8 hexadecimal digits; part of the key's text.</param>
/// <param name="Note">For whom it is.</param>
/// <param name="Scopes">As words.</param>
/// <param name="Salt">16 random bytes in hexadecimal.</param>
/// <param name="Hash">SHA-256 of salt and secret, hexadecimal.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="RevokedAt">UTC; null while it opens.</param>
/// <remarks>A secret has 256 random bits, so that one fast hash is enough: nobody can try them all.</remarks>
public sealed record ApiKey(
    string Id,
    string Note,
    IReadOnlyList<string> Scopes,
    string Salt,
    string Hash,
    DateTime CreatedAt,
    DateTime? RevokedAt = null
)
{
    private const string Prefix = "souk";
    private const int IdBytes = 4;
    private const int SaltBytes = 16;
    private const int SecretBytes = 32;

    /// <returns>The key, and its text, which is shown once.</returns>
    public static (ApiKey Key, string Text) Create(AccessScope scopes, string note, DateTime now)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        string secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        string salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
        return (
            new ApiKey(id, note, scopes.Words(), salt, HashOf(salt, secret), now),
            string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{id}_{secret}")
        );
    }

    /// <summary>The parts of a key's text; null where it is none.</summary>
    public static (string Id, string Secret)? Read(string text) =>
        text.Split('_', 3) is [Prefix, { Length: IdBytes * 2 } id, { Length: > 0 } secret] ? (id, secret) : null;

    /// <summary>Whether this key has that secret; takes as long for a wrong one.</summary>
    public bool Opens(string secret) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Hash),
            Encoding.ASCII.GetBytes(HashOf(Salt, secret))
        );

    private static string HashOf(string salt, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}:{secret}")));
}
