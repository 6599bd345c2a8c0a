using System.Buffers.Binary;
using System.Text;

namespace Souk.Kernel.Wire;

/// <summary>A command frame: a name of at most 255 octets, then its data.</summary>
internal readonly record struct Command(string Name, byte[] Data)
{
    public Frame ToFrame() => new(FrameKinds.Command, [(byte)Name.Length, .. Encoding.ASCII.GetBytes(Name), .. Data]);

    /// <exception cref="ZmtpException">The name is longer than the frame.</exception>
    public static Command Parse(byte[] body) =>
        body.Length > 0 && body[0] < body.Length
            ? new Command(Encoding.ASCII.GetString(body, 1, body[0]), body[(1 + body[0])..])
            : throw new ZmtpException($"A command of {body.Length} bytes has no name.");

    /// <summary>READY, which ends the handshake of the mechanism NULL.</summary>
    public static Command Ready(string socketType) =>
        new("READY", [.. Property("Socket-Type", Encoding.ASCII.GetBytes(socketType))]);

    /// <summary>The properties of a READY command. Names are compared without regard to case.</summary>
    /// <exception cref="ZmtpException">A property is cut off.</exception>
    public Dictionary<string, byte[]> Properties()
    {
        Dictionary<string, byte[]> properties = new(StringComparer.OrdinalIgnoreCase);
        ReadOnlySpan<byte> rest = Data;
        while (rest.Length > 0)
        {
            int nameBytes = rest[0];
            Require(rest.Length >= 1 + nameBytes + 4);
            string name = Encoding.ASCII.GetString(rest.Slice(1, nameBytes));
            uint valueBytes = BinaryPrimitives.ReadUInt32BigEndian(rest[(1 + nameBytes)..]);
            rest = rest[(5 + nameBytes)..];
            Require(valueBytes <= rest.Length);
            properties[name] = rest[..(int)valueBytes].ToArray();
            rest = rest[(int)valueBytes..];
        }

        return properties;
    }

    private static IEnumerable<byte> Property(string name, byte[] value)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. size, .. value];
    }

    private static void Require(bool isWhole)
    {
        if (!isWhole)
        {
            throw new ZmtpException("A property of a READY command is cut off.");
        }
    }
}
