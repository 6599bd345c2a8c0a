using System.Net;

namespace Souk.Kernel.Wire;

/// <summary>REP that answers every message with itself: the heartbeat, which shows that the process lives even while
/// a cell runs.</summary>
internal sealed class EchoSocket(IPAddress address, int port) : ZmtpSocket(address, port, "REP")
{
    protected override async ValueTask ReceivedAsync(ZmtpPeer peer, List<byte[]> message) =>
        await SendAsync(peer, message);
}
