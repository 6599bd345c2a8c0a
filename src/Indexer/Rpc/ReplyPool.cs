using System.Buffers;

namespace Souk.Indexer.Rpc;

/// <summary>Memory for bodies of replies. Safe for concurrent use.</summary>
/// <remarks>The runtime's pool keeps an array of each size for every thread that ever returned one, which for large ones
/// is many times what is needed at once; of these, few are kept here, for all threads.</remarks>
internal static class ReplyPool
{
    /// <summary>Larger arrays are kept here, smaller ones by the runtime.</summary>
    private const int SharedByteCountMax = 256 << 10;

    /// <summary>Largest that is kept: the longest reply that is read again and again.</summary>
    private const int KeptByteCountMax = 16 << 20;

    /// <summary>As many as ranges are fetched at once.</summary>
    private const int KeptCountMax = 4;

    private const int ByteCountStep = 1 << 20;

    private static readonly Lock _lock = new();
    private static readonly List<byte[]> _free = [];

    /// <returns>At least so many bytes, of any content.</returns>
    public static byte[] Rent(int byteCount)
    {
        if (byteCount <= SharedByteCountMax)
        {
            return ArrayPool<byte>.Shared.Rent(byteCount);
        }

        lock (_lock)
        {
            int found = _free.FindIndex(bytes => bytes.Length >= byteCount);
            if (found >= 0)
            {
                byte[] kept = _free[found];
                _free.RemoveAt(found);
                return kept;
            }
        }

        long rounded = (((long)byteCount + ByteCountStep - 1) / ByteCountStep) * ByteCountStep;
        return GC.AllocateUninitializedArray<byte>((int)Math.Min(rounded, Array.MaxLength));
    }

    /// <param name="bytes">Nobody reads them any more.</param>
    public static void Return(byte[] bytes)
    {
        if (bytes.Length <= SharedByteCountMax)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            return;
        }

        lock (_lock)
        {
            if (bytes.Length > KeptByteCountMax)
            {
                return;
            }

            _free.Add(bytes);
            if (_free.Count > KeptCountMax)
            {
                // The smallest serves fewest.
                _free.Remove(_free.MinBy(kept => kept.Length)!);
            }
        }
    }

    /// <summary>Leaves all that is kept here to the collector.</summary>
    public static void Clear()
    {
        lock (_lock)
        {
            _free.Clear();
        }
    }
}
