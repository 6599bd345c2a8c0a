using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace Souk.Kernel.Wire;

/// <summary>ROUTER: the first part of a message names the peer that it came from or goes to.</summary>
/// <remarks>A message to a peer that left is dropped. A peer that takes a name in use takes its place.</remarks>
internal sealed class RouterSocket(IPAddress address, int port) : ZmtpSocket(address, port, "ROUTER")
{
    /// <summary>Messages that wait to be read; peers that send more have to wait.</summary>
    public const int WaitingCountMax = 1_000;

    private readonly Channel<IReadOnlyList<byte[]>> _received = Channel.CreateBounded<IReadOnlyList<byte[]>>(
        WaitingCountMax
    );

    private readonly ConcurrentDictionary<string, ZmtpPeer> _peers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ZmtpPeer, byte[]> _names = [];
    private int _namelessCount;

    public ChannelReader<IReadOnlyList<byte[]>> Received => _received.Reader;

    /// <summary>Sends to the peer that the first part names.</summary>
    public Task SendAsync(IReadOnlyList<byte[]> message) =>
        _peers.TryGetValue(Convert.ToHexString(message[0]), out ZmtpPeer? peer)
            ? SendAsync(peer, [.. message.Skip(1)])
            : Task.CompletedTask;

    protected override void Joined(ZmtpPeer peer)
    {
        byte[] name = peer.Identity.Length > 0 ? peer.Identity : NextName();
        _names[peer] = name;
        _peers[Convert.ToHexString(name)] = peer;
    }

    protected override ValueTask ReceivedAsync(ZmtpPeer peer, List<byte[]> message) =>
        _received.Writer.WriteAsync([_names[peer], .. message], Closing);

    protected override void Left(ZmtpPeer peer)
    {
        if (_names.TryRemove(peer, out byte[]? name))
        {
            _peers.TryRemove(new KeyValuePair<string, ZmtpPeer>(Convert.ToHexString(name), peer));
        }
    }

    // Names that start with a zero belong to the socket (RFC 28/REQREP).
    private byte[] NextName()
    {
        byte[] name = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(name.AsSpan(1), Interlocked.Increment(ref _namelessCount));
        return name;
    }
}
