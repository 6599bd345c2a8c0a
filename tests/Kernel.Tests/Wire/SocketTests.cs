using System.Net;
using System.Net.Sockets;
using Souk.Kernel.Wire;

namespace Souk.Kernel.Tests.Wire;

public class SocketTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_greeting_is_the_64_octets_of_the_RFC()
    {
        byte[] expected = new byte[64];
        expected[0] = 0xff;
        expected[9] = 0x7f;
        expected[10] = 3;
        "NULL"u8.CopyTo(expected.AsSpan(12));

        Greeting.Create().ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, 0x16, "does not speak ZeroMQ")]
    [InlineData(10, 2, "speaks ZMTP 2")]
    [InlineData(12, (byte)'X', "mechanism XULL")]
    public void A_greeting_that_is_not_ours_is_refused(int at, byte octet, string reason)
    {
        byte[] greeting = Greeting.Create();
        greeting[at] = octet;

        Should.Throw<ZmtpException>(() => Greeting.Check(greeting)).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_router_answers_the_peer_that_asked()
    {
        await using RouterSocket router = new(IPAddress.Loopback, port: 0);
        using Peer first = await Peer.ConnectAsync(router.Port, "first");
        using Peer second = await Peer.ConnectAsync(router.Port, "second");
        await second.SendAsync("question"u8.ToArray());

        IReadOnlyList<byte[]> received = await router.Received.ReadAsync().AsTask().WaitAsync(_patience);
        await router.SendAsync([received[0], "answer"u8.ToArray()]);

        received.ShouldBe(["second"u8.ToArray(), "question"u8.ToArray()]);
        (await second.ReadAsync()).Body.ShouldBe("answer"u8.ToArray());
    }

    [Fact]
    public async Task A_peer_that_breaks_the_protocol_is_dropped_and_the_others_are_served()
    {
        await using RouterSocket router = new(IPAddress.Loopback, port: 0);
        using TcpClient stranger = new();
        await stranger.ConnectAsync(IPAddress.Loopback, router.Port);
        await stranger.GetStream().WriteAsync(new byte[64]);
        using Peer broken = await Peer.ConnectAsync(router.Port, "broken");
        await broken.Stream.WriteAsync(new byte[] { 0xff });
        using Peer good = await Peer.ConnectAsync(router.Port, "good");

        await good.SendAsync([1]);

        IReadOnlyList<byte[]> received = await router.Received.ReadAsync().AsTask().WaitAsync(_patience);
        received[0].ShouldBe("good"u8.ToArray());
        (await broken.Stream.ReadAsync(new byte[1]).AsTask().WaitAsync(_patience)).ShouldBe(0);
    }

    [Fact]
    public async Task A_publisher_sends_what_a_peer_subscribed_to()
    {
        await using PublisherSocket publisher = new(IPAddress.Loopback, port: 0);
        using Peer peer = await Peer.ConnectAsync(publisher.Port, "");
        await peer.SendAsync([1, (byte)'b']);

        Task<Frame> arrival = peer.ReadAsync();
        while (!arrival.IsCompleted)
        {
            await publisher.PublishAsync(["a-topic"u8.ToArray()]);
            await publisher.PublishAsync(["b-topic"u8.ToArray()]);
            await Task.WhenAny(arrival, Task.Delay(millisecondsDelay: 10));
        }

        (await arrival).Body.ShouldBe("b-topic"u8.ToArray());
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_context()
    {
        await using EchoSocket echo = new(IPAddress.Loopback, port: 0);
        using Peer peer = await Peer.ConnectAsync(echo.Port, "");

        await peer.Frames.WriteAsync([new Command("PING", [0, 9, 42]).ToFrame()], default);

        Command
            .Parse((await peer.ReadAsync()).Body)
            .ShouldSatisfyAllConditions(pong => pong.Name.ShouldBe("PONG"), pong => pong.Data.ShouldBe([42]));
    }

    /// <summary>The other end of a connection, by hand.</summary>
    private sealed class Peer(TcpClient client) : IDisposable
    {
        public NetworkStream Stream { get; } = client.GetStream();

        public FrameStream Frames { get; } = new(client.GetStream());

        public static async Task<Peer> ConnectAsync(int port, string identity)
        {
            TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            Peer peer = new(client);
            await peer.Stream.WriteAsync(Greeting.Create());
            await peer.Stream.ReadExactlyAsync(new byte[Greeting.Bytes]);
            byte[] name = [.. identity.Select(letter => (byte)letter)];
            byte[] properties = [8, .. "Identity"u8, 0, 0, 0, (byte)name.Length, .. name];
            await peer.Frames.WriteAsync([new Command("READY", properties).ToFrame()], default);
            Command.Parse((await peer.ReadAsync()).Body).Name.ShouldBe("READY");
            return peer;
        }

        public Task SendAsync(byte[] part) => Frames.WriteAsync([new Frame(FrameKinds.Last, part)], default).AsTask();

        public async Task<Frame> ReadAsync() =>
            (await Frames.ReadAsync(default).AsTask().WaitAsync(_patience)).ShouldNotBeNull();

        public void Dispose() => client.Dispose();
    }
}
