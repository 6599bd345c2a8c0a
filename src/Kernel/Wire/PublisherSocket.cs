using System.Collections.Concurrent;
using System.Net;

namespace Souk.Kernel.Wire;

/// <summary>PUB: every peer gets the messages whose first part begins with a topic that it subscribed to.</summary>
/// <remarks>Nothing is dropped for a peer that reads slowly: the publisher waits for it, up to the send limit.</remarks>
internal sealed class PublisherSocket(IPAddress address, int port) : ZmtpSocket(address, port, "PUB")
{
    private const int TopicCountMax = 1_000;

    private readonly ConcurrentDictionary<ZmtpPeer, List<byte[]>> _topics = [];

    public Task PublishAsync(IReadOnlyList<byte[]> message) =>
        Task.WhenAll(
            _topics.Where(pair => IsWanted(pair.Value, message[0])).Select(pair => SendAsync(pair.Key, message))
        );

    protected override void Joined(ZmtpPeer peer) => _topics[peer] = [];

    protected override ValueTask ReceivedAsync(ZmtpPeer peer, List<byte[]> message)
    {
        if (message is [[var verb, .. var topic]])
        {
            List<byte[]> topics = _topics[peer];
            lock (topics)
            {
                if (verb == 1 && topics.Count < TopicCountMax)
                {
                    topics.Add(topic);
                }
                else if (verb == 0 && topics.FindIndex(known => known.AsSpan().SequenceEqual(topic)) is var at and >= 0)
                {
                    topics.RemoveAt(at);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    protected override void Left(ZmtpPeer peer) => _topics.TryRemove(peer, out _);

    private static bool IsWanted(List<byte[]> topics, byte[] first)
    {
        lock (topics)
        {
            return topics.Any(topic => first.AsSpan().StartsWith(topic));
        }
    }
}
