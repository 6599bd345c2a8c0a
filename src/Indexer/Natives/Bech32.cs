namespace Souk.Indexer.Natives;

/// <summary>Addresses as Cosmos chains write them: a prefix, 1, and five bits a letter with a checksum.</summary>
/// <remarks>Source: BIP-173, whose test vectors the tests hold. Not bech32m.</remarks>
internal static class Bech32
{
    private const string Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;

    /// <summary>Longer than BIP-173 allows, for contracts have 32 bytes and prefixes of any length.</summary>
    private const int LengthMax = 128;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>The bytes of an address in lower case; null for any other text.</summary>
    public static byte[]? Decode(string text)
    {
        int separator = text.LastIndexOf('1');
        if (separator < 1 || text.Length > LengthMax || text.Length - separator <= ChecksumLength)
        {
            return null;
        }

        byte[] values = new byte[text.Length - separator - 1];
        for (int index = 0; index < values.Length; index++)
        {
            int value = Letters.IndexOf(text[separator + 1 + index]);
            if (value < 0)
            {
                return null;
            }

            values[index] = (byte)value;
        }

        string prefix = text[..separator];
        bool isPrefix = prefix.All(letter => letter is >= '!' and <= '~' && !char.IsAsciiLetterUpper(letter));
        return isPrefix && Checksum(prefix, values) == 1
            ? ToBytes(values.AsSpan(0, values.Length - ChecksumLength))
            : null;
    }

    /// <summary>The address of some bytes.</summary>
    public static string Encode(string prefix, ReadOnlySpan<byte> bytes)
    {
        List<byte> values = [];
        int bits = 0;
        int held = 0;
        foreach (byte value in bytes)
        {
            held = ((held << 8) | value) & 0xFFFF;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                values.Add((byte)((held >> bits) & 31));
            }
        }

        if (bits > 0)
        {
            values.Add((byte)((held << (5 - bits)) & 31));
        }

        uint checksum = Checksum(prefix, [.. values, .. new byte[ChecksumLength]]) ^ 1;
        for (int index = ChecksumLength - 1; index >= 0; index--)
        {
            values.Add((byte)((checksum >> (5 * index)) & 31));
        }

        return $"{prefix}1{string.Concat(values.Select(value => Letters[value]))}";
    }

    private static byte[]? ToBytes(ReadOnlySpan<byte> values)
    {
        byte[] bytes = new byte[values.Length * 5 / 8];
        int bits = 0;
        int held = 0;
        int end = 0;
        foreach (byte value in values)
        {
            held = ((held << 5) | value) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[end++] = (byte)(held >> bits);
            }
        }

        // What is left over pads the last letter, and is zero.
        return bits < 5 && (held & ((1 << bits) - 1)) == 0 ? bytes : null;
    }

    private static uint Checksum(string prefix, ReadOnlySpan<byte> values)
    {
        uint sum = 1;
        foreach (char letter in prefix)
        {
            sum = Step(sum, (uint)letter >> 5);
        }

        sum = Step(sum, 0);
        foreach (char letter in prefix)
        {
            sum = Step(sum, (uint)letter & 31);
        }

        foreach (byte value in values)
        {
            sum = Step(sum, value);
        }

        return sum;
    }

    private static uint Step(uint sum, uint value)
    {
        uint top = sum >> 25;
        sum = ((sum & 0x1FFFFFF) << 5) ^ value;
        for (int bit = 0; bit < Generator.Length; bit++)
        {
            sum ^= ((top >> bit) & 1) != 0 ? Generator[bit] : 0;
        }

        return sum;
    }
}
