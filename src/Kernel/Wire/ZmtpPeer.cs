namespace Souk.Kernel.Wire;

/// <summary>One connection whose handshake is done.</summary>
internal sealed class ZmtpPeer : IDisposable
{
    public const int PartCountMax = 256;

    private readonly Stream _stream;
    private readonly FrameStream _frames;
    private readonly SemaphoreSlim _writing = new(1);

    private ZmtpPeer(Stream stream, FrameStream frames, byte[] identity)
    {
        _stream = stream;
        _frames = frames;
        Identity = identity;
    }

    /// <summary>The name that the peer gave itself; empty if none.</summary>
    public byte[] Identity { get; }

    /// <summary>Greets a peer that connected.</summary>
    /// <exception cref="ZmtpException">It speaks another protocol, version or mechanism.</exception>
    public static async Task<ZmtpPeer> GreetAsync(Stream stream, string socketType, CancellationToken cancellation)
    {
        await stream.WriteAsync(Greeting.Create(), cancellation);
        byte[] greeting = new byte[Greeting.Bytes];
        if (await stream.ReadAtLeastAsync(greeting, Greeting.Bytes, false, cancellation) < Greeting.Bytes)
        {
            throw new ZmtpException("The stream ended inside the greeting.");
        }

        Greeting.Check(greeting);
        FrameStream frames = new(stream);
        await frames.WriteAsync([Command.Ready(socketType).ToFrame()], cancellation);
        Frame frame = await frames.ReadAsync(cancellation) ?? throw new ZmtpException("The peer left before READY.");
        Command ready = frame.IsCommand ? Command.Parse(frame.Body) : default;
        return ready.Name == "READY"
            ? new ZmtpPeer(stream, frames, ready.Properties().GetValueOrDefault("Identity") ?? [])
            : throw new ZmtpException($"The peer sent {ready.Name ?? "a message"} in place of READY.");
    }

    /// <summary>The next message. A PING is answered; SUBSCRIBE and CANCEL become the messages that older peers send
    /// (1 or 0, then the topic).</summary>
    /// <returns>Null when the peer closed.</returns>
    /// <exception cref="ZmtpException">The peer broke the protocol or a limit.</exception>
    public async Task<List<byte[]>?> ReceiveAsync(CancellationToken cancellation)
    {
        List<byte[]> parts = [];
        long bytes = 0;
        while (await _frames.ReadAsync(cancellation) is { } frame)
        {
            if (frame.IsCommand)
            {
                if (await HandleAsync(Command.Parse(frame.Body), cancellation) is { } subscription)
                {
                    return [subscription];
                }

                continue;
            }

            parts.Add(frame.Body);
            bytes += frame.Body.Length;
            if (parts.Count > PartCountMax || bytes > FrameStream.BodyBytesMax)
            {
                throw new ZmtpException(
                    $"A message of {parts.Count} parts and {bytes} bytes exceeds {PartCountMax} parts or {FrameStream.BodyBytesMax} bytes."
                );
            }

            if (!frame.HasMore)
            {
                return parts;
            }
        }

        return null;
    }

    /// <summary>Sends one message; callers on several threads take turns.</summary>
    public Task SendAsync(IReadOnlyList<byte[]> parts, CancellationToken cancellation) =>
        WriteAsync(
            parts.Select((part, index) => new Frame(index < parts.Count - 1 ? FrameKinds.More : FrameKinds.Last, part)),
            cancellation
        );

    public void Dispose() => _stream.Dispose();

    private async Task<byte[]?> HandleAsync(Command command, CancellationToken cancellation)
    {
        switch (command.Name)
        {
            case "SUBSCRIBE":
                return [1, .. command.Data];
            case "CANCEL":
                return [0, .. command.Data];
            case "PING" when command.Data.Length >= 2:
                // Two octets of time to live, then what the answer repeats.
                await WriteAsync([new Command("PONG", command.Data[2..]).ToFrame()], cancellation);
                return null;
            default:
                return null;
        }
    }

    private async Task WriteAsync(IEnumerable<Frame> frames, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await _frames.WriteAsync(frames, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
