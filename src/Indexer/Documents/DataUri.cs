using System.Text;

namespace Souk.Indexer.Documents;

/// <summary>A document that its URI holds (RFC 2397).</summary>
/// <remarks>Lenient as browsers are: unescaped characters stand for their UTF-8 bytes, and a % that starts no escape for
/// itself. A # is data: there is no page to point into.</remarks>
internal sealed record DataUri(string MediaType, byte[] Content)
{
    public const string Scheme = "data:";

    private const string MediaTypeDefault = "text/plain";
    private const string Base64Mark = ";base64";

    /// <returns>Null where the text is no readable data URI.</returns>
    public static DataUri? Read(string uri)
    {
        int comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || comma < 0)
        {
            return null;
        }

        string head = uri[Scheme.Length..comma].Trim();
        bool isBase64 = head.EndsWith(Base64Mark, StringComparison.OrdinalIgnoreCase);
        string type = head.Split(';')[0].Trim();
        byte[] bytes = Unescape(uri.AsSpan(comma + 1));
        return (isBase64 ? FromBase64(bytes) : bytes) is { } content
            ? new DataUri(type.Length > 0 ? type.ToLowerInvariant() : MediaTypeDefault, content)
            : null;
    }

    private static byte[] Unescape(ReadOnlySpan<char> text)
    {
        byte[] utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        int length = 0;
        for (int at = 0; at < utf8.Length; at++)
        {
            bool isEscape =
                utf8[at] == '%'
                && at + 2 < utf8.Length
                && char.IsAsciiHexDigit((char)utf8[at + 1])
                && char.IsAsciiHexDigit((char)utf8[at + 2]);
            utf8[length++] = isEscape ? (byte)(16 * Digit(utf8[at + 1]) + Digit(utf8[at + 2])) : utf8[at];
            at += isEscape ? 2 : 0;
        }

        return utf8[..length];
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    private static byte[]? FromBase64(byte[] text)
    {
        string digits = Encoding.Latin1.GetString(text).TrimEnd('=');
        string padded = digits.PadRight((digits.Length + 3) / 4 * 4, '=');
        byte[] bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out int length) ? bytes[..length] : null;
    }
}
