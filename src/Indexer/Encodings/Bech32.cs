namespace Souk.Indexer.Encodings;

/// <summary>Checks accounts as Cosmos chains write them: a prefix, 1, and 32 letters with a checksum in the last six.</summary>
/// <remarks>Source: BIP-173. Chains allow more than its 90 characters.</remarks>
internal static class Bech32
{
    private const string Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;
    private const int LengthMax = 256;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Whether it is an account in lower case whose checksum is right.</summary>
    public static bool IsAccount(string text)
    {
        int one = text.LastIndexOf('1');
        if (one < 1 || text.Length > LengthMax || text.Length - one - 1 <= ChecksumLength)
        {
            return false;
        }

        uint sum = 1;
        foreach (char letter in text.AsSpan(0, one))
        {
            if (letter is < '!' or > '~' or (>= 'A' and <= 'Z'))
            {
                return false;
            }

            sum = Next(sum, (uint)letter >> 5);
        }

        sum = Next(sum, 0);
        foreach (char letter in text.AsSpan(0, one))
        {
            sum = Next(sum, letter & 31u);
        }

        foreach (char letter in text.AsSpan(one + 1))
        {
            int value = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            sum = Next(sum, (uint)value);
        }

        return sum == 1;
    }

    private static uint Next(uint sum, uint value)
    {
        uint top = sum >> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ value;
        for (int bit = 0; bit < Generator.Length; bit++)
        {
            sum ^= ((top >> bit) & 1) != 0 ? Generator[bit] : 0;
        }

        return sum;
    }
}
