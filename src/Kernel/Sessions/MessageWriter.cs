using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Souk.Kernel.Messages;
using Souk.Kernel.Wire;

namespace Souk.Kernel.Sessions;

/// <summary>Makes, signs and sends the kernel's messages.</summary>
/// <remarks>What is published leaves in the order in which it was handed over. A cell that publishes faster than the
/// front end reads has to wait.</remarks>
internal sealed class MessageWriter : IAsyncDisposable
{
    public const string ProtocolVersion = "5.3";

    private const int WaitingCountMax = 1_000;
    private const int IdDigits = 32;

    private readonly MessageCodec _codec;
    private readonly PublisherSocket _iopub;
    private readonly TimeProvider _clock;
    private readonly string _session = RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);
    private readonly Channel<JupyterMessage> _waiting = Channel.CreateBounded<JupyterMessage>(WaitingCountMax);
    private readonly Task _publishing;
    private long _count;

    public MessageWriter(MessageCodec codec, PublisherSocket iopub, TimeProvider clock)
    {
        _codec = codec;
        _iopub = iopub;
        _clock = clock;
        _publishing = Task.Run(PublishAsync);
    }

    /// <summary>Answers a request to the peer that sent it.</summary>
    public Task ReplyAsync(RouterSocket socket, JupyterMessage request, string type, JsonObject content) =>
        socket.SendAsync(_codec.Encode(Create(request.Route, request.Header, type, content)));

    /// <summary>Tells all front ends.</summary>
    /// <param name="parent">The header of the request that led to it; empty if none.</param>
    public void Publish(JsonObject parent, string type, JsonObject content)
    {
        JupyterMessage message = Create([Encoding.ASCII.GetBytes(type)], parent, type, content);
        while (!_waiting.Writer.TryWrite(message))
        {
            if (!_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                return;
            }
        }
    }

    /// <summary>Sends what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _publishing;
    }

    private async Task PublishAsync()
    {
        await foreach (JupyterMessage message in _waiting.Reader.ReadAllAsync())
        {
            await _iopub.PublishAsync(_codec.Encode(message));
        }
    }

    private JupyterMessage Create(IReadOnlyList<byte[]> route, JsonObject parent, string type, JsonObject content)
    {
        JsonObject header = new()
        {
            ["msg_id"] = $"{_session}_{Interlocked.Increment(ref _count)}",
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = _clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        return new JupyterMessage(route, header, (JsonObject)parent.DeepClone(), [], content);
    }
}
