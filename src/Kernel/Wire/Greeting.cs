using System.Text;

namespace Souk.Kernel.Wire;

/// <summary>The 64 octets that open a connection: signature, version 3.0, mechanism NULL (RFC 23/ZMTP, "Greeting").
/// </summary>
internal static class Greeting
{
    public const int Bytes = 64;

    private const int VersionAt = 10;
    private const int MechanismAt = 12;
    private const int MechanismBytes = 20;

    public static byte[] Create()
    {
        byte[] greeting = new byte[Bytes];
        greeting[0] = 0xff;
        greeting[9] = 0x7f;
        greeting[VersionAt] = 3;
        Encoding.ASCII.GetBytes("NULL").CopyTo(greeting, MechanismAt);
        return greeting;
    }

    /// <exception cref="ZmtpException">Not ZMTP 3, or a mechanism other than NULL.</exception>
    public static void Check(ReadOnlySpan<byte> greeting)
    {
        if (greeting[0] != 0xff || greeting[9] != 0x7f)
        {
            throw new ZmtpException("The peer does not speak ZeroMQ.");
        }

        if (greeting[VersionAt] < 3)
        {
            throw new ZmtpException($"The peer speaks ZMTP {greeting[VersionAt]}; 3 is the oldest that is understood.");
        }

        string mechanism = Encoding.ASCII.GetString(greeting.Slice(MechanismAt, MechanismBytes)).TrimEnd('\0');
        if (mechanism != "NULL")
        {
            throw new ZmtpException($"The peer asks for the mechanism {mechanism}; only NULL is offered.");
        }
    }
}
