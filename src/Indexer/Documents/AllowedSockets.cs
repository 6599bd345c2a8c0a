using System.Net;
using System.Net.Sockets;

namespace Souk.Indexer.Documents;

/// <summary>Connects to hosts that manifests allow, and by name to public addresses only: a name that is allowed may be
/// pointed at this machine or its neighbours by whoever owns it.</summary>
internal static class AllowedSockets
{
    public static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellation
    )
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] all = await Dns.GetHostAddressesAsync(host, cancellation);
        IPAddress[] allowed = [.. all.Where(address => IsAllowed(host, address))];
        if (all.Length > 0 && allowed.Length == 0)
        {
            throw new ForbiddenAddressException(
                $"{host} is at {all[0]}, which is not public; the manifest must allow that address itself"
            );
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>An address that the manifest gives as a number, or as localhost, is meant; others must be public.
    /// </summary>
    internal static bool IsAllowed(string host, IPAddress address) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _)
        || (host == "localhost" && IPAddress.IsLoopback(address))
        || IsPublic(address);

    /// <summary>By the registries of special-purpose addresses (RFC 6890); tunnels into IPv4 do not count as public.
    /// </summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        byte[] b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            bool isGlobal = (b[0] & 0xe0) == 0x20;
            bool isSpecial = b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02;
            bool isExample = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8;
            bool is6To4 = b[0] == 0x20 && b[1] == 0x02;
            return isGlobal && !isSpecial && !isExample && !is6To4;
        }

        return b switch
        {
            [0 or 10 or 127, ..] or [>= 224, ..] => false,
            [100, >= 64 and < 128, ..] => false,
            [169, 254, ..] or [192, 168, ..] => false,
            [172, >= 16 and < 32, ..] => false,
            [192, 0, 0 or 2, _] or [192, 88, 99, _] => false,
            [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
            _ => true,
        };
    }
}

/// <summary>A name leads to an address that documents must not be fetched from.</summary>
internal sealed class ForbiddenAddressException(string message) : Exception(message);
