using System.Runtime.InteropServices;

namespace Souk.DuckDb.Native;

/// <summary>Bytes at addresses that stay until <see cref="Clear"/>, without an allocation for each.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private const int BlockByteCount = 1 << 20;

    private readonly List<(nint Start, int ByteCount)> _blocks = [];
    private int _block = -1;
    private int _used;

    /// <summary>A copy of the bytes.</summary>
    public byte* Add(ReadOnlySpan<byte> bytes)
    {
        if (_block < 0 || bytes.Length > _blocks[_block].ByteCount - _used)
        {
            Advance(bytes.Length);
        }

        byte* copy = (byte*)_blocks[_block].Start + _used;
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        _used += bytes.Length;
        return copy;
    }

    /// <summary>Forgets all bytes. One block stays for the next ones.</summary>
    public void Clear()
    {
        for (int block = 1; block < _blocks.Count; block++)
        {
            NativeMemory.Free((void*)_blocks[block].Start);
        }

        _blocks.RemoveRange(Math.Min(1, _blocks.Count), Math.Max(0, _blocks.Count - 1));
        _block = _blocks.Count - 1;
        _used = 0;
    }

    public void Dispose()
    {
        foreach ((nint start, _) in _blocks)
        {
            NativeMemory.Free((void*)start);
        }

        _blocks.Clear();
        _block = -1;
    }

    private void Advance(int byteCount)
    {
        int size = Math.Max(byteCount, BlockByteCount);
        _blocks.Add(((nint)NativeMemory.Alloc((nuint)size), size));
        _block = _blocks.Count - 1;
        _used = 0;
    }
}
