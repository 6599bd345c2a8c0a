namespace Souk.Indexer.Rpc;

/// <summary>The body of a reply in pooled memory, which disposing returns.</summary>
internal sealed class ReplyBuffer : IDisposable
{
    private const int FirstByteCount = 64 << 10;

    private byte[] _bytes;
    private int _count;

    private ReplyBuffer(int byteCount) => _bytes = ReplyPool.Rent(byteCount);

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _count);

    /// <exception cref="InvalidDataException">The body is longer than so many bytes.</exception>
    public static async Task<ReplyBuffer> ReadAsync(
        HttpContent content,
        int byteCountMax,
        CancellationToken cancellation
    )
    {
        // One byte more than announced, so that the end is seen without growing.
        long announced = (content.Headers.ContentLength ?? FirstByteCount) + 1;
        RequireRoom(announced - 1, byteCountMax);
        var buffer = new ReplyBuffer((int)announced);
        try
        {
            using Stream stream = await content.ReadAsStreamAsync(cancellation);
            while (await stream.ReadAsync(buffer._bytes.AsMemory(buffer._count), cancellation) is var read and > 0)
            {
                buffer._count += read;
                buffer.MakeRoom(byteCountMax);
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        (_bytes, _count) = ([], 0);
        if (bytes.Length > 0)
        {
            ReplyPool.Return(bytes);
        }
    }

    private void MakeRoom(int byteCountMax)
    {
        RequireRoom(_count, byteCountMax);
        if (_count == _bytes.Length)
        {
            byte[] grown = ReplyPool.Rent(2 * _count);
            Bytes.CopyTo(grown);
            ReplyPool.Return(_bytes);
            _bytes = grown;
        }
    }

    private static void RequireRoom(long byteCount, int byteCountMax)
    {
        if (byteCount > byteCountMax)
        {
            throw new InvalidDataException($"the reply exceeds {byteCountMax} bytes");
        }
    }
}
