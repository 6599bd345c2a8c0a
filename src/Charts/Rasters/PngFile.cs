using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Souk.Charts.Rasters;

/// <summary>Pixels as a PNG file (ISO/IEC 15948): eight bits of red, green and blue, no palette.</summary>
internal static class PngFile
{
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="pixels">Line by line from above, three bytes a pixel.</param>
    public static byte[] Of(int width, int height, ReadOnlySpan<byte> pixels)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2); // bits of a channel; red, green and blue
        using MemoryStream file = new();
        file.Write(s_signature);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compress(3 * width, height, pixels));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    // Each line less the one above (filter 2): most lines of a chart are alike.
    private static byte[] Compress(int stride, int height, ReadOnlySpan<byte> pixels)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.SmallestSize))
        {
            byte[] line = new byte[stride + 1];
            line[0] = 2;
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < stride; x++)
                {
                    int above = y == 0 ? 0 : pixels[((y - 1) * stride) + x];
                    line[x + 1] = (byte)((pixels[(y * stride) + x] - above) & 0xFF);
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(Stream file, string type, byte[] content)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(chunk));
        file.Write(number);
    }

    // CRC-32 of ISO 3309, as PNG has it.
    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
