using System.Buffers;
using System.Buffers.Binary;

namespace Souk.Kernel.Wire;

/// <summary>Frames over a byte stream: one octet of flags, a size of one or eight octets, the body.</summary>
/// <remarks>Source: RFC 23/ZMTP. One reader and one writer at a time.</remarks>
internal sealed class FrameStream(Stream stream)
{
    /// <summary>Most bytes of one frame: a picture or a big cell fits, a broken size does not fill the memory.</summary>
    public const int BodyBytesMax = 64 << 20;

    private const int ShortBytesMax = 255;

    // A claimed size is believed in steps: a peer that sends no bytes costs no memory.
    private const int StepBytes = 1 << 20;

    private readonly byte[] _head = new byte[9];

    /// <returns>Null when the peer ended the stream between two frames.</returns>
    /// <exception cref="ZmtpException">Reserved flags, a size beyond the limit, or an end inside a frame.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellation)
    {
        if (await stream.ReadAsync(_head.AsMemory(0, 1), cancellation) == 0)
        {
            return null;
        }

        var flags = (FrameKinds)_head[0];
        if ((_head[0] & ~7) != 0 || (flags.HasFlag(FrameKinds.Command) && flags.HasFlag(FrameKinds.More)))
        {
            throw new ZmtpException($"The flags 0x{_head[0]:x2} are not those of a ZMTP 3 frame.");
        }

        int sizeBytes = flags.HasFlag(FrameKinds.Long) ? 8 : 1;
        await FillAsync(_head.AsMemory(1, sizeBytes), cancellation);
        ulong bytes = sizeBytes == 1 ? _head[1] : BinaryPrimitives.ReadUInt64BigEndian(_head.AsSpan(1));
        if (bytes > BodyBytesMax)
        {
            throw new ZmtpException($"A frame of {bytes} bytes exceeds the limit of {BodyBytesMax}.");
        }

        return new Frame(flags & ~FrameKinds.Long, await ReadBodyAsync((int)bytes, cancellation));
    }

    /// <summary>Writes frames in one go.</summary>
    public async ValueTask WriteAsync(IEnumerable<Frame> frames, CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> buffer = new();
        foreach (Frame frame in frames)
        {
            WriteHead(buffer, frame);
            buffer.Write(frame.Body);
        }

        await stream.WriteAsync(buffer.WrittenMemory, cancellation);
        await stream.FlushAsync(cancellation);
    }

    private static void WriteHead(ArrayBufferWriter<byte> buffer, Frame frame)
    {
        bool isLong = frame.Body.Length > ShortBytesMax;
        Span<byte> head = buffer.GetSpan(9);
        head[0] = (byte)(isLong ? frame.Kind | FrameKinds.Long : frame.Kind);
        if (isLong)
        {
            BinaryPrimitives.WriteUInt64BigEndian(head[1..], (ulong)frame.Body.Length);
        }
        else
        {
            head[1] = (byte)frame.Body.Length;
        }

        buffer.Advance(isLong ? 9 : 2);
    }

    private async ValueTask<byte[]> ReadBodyAsync(int bytes, CancellationToken cancellation)
    {
        byte[] body = new byte[Math.Min(bytes, StepBytes)];
        await FillAsync(body, cancellation);
        while (body.Length < bytes)
        {
            int read = body.Length;
            Array.Resize(ref body, (int)Math.Min(bytes, 2L * read));
            await FillAsync(body.AsMemory(read), cancellation);
        }

        return body;
    }

    private async ValueTask FillAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (
            await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellation)
            < target.Length
        )
        {
            throw new ZmtpException("The stream ended inside a frame.");
        }
    }
}
