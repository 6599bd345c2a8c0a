using System.Runtime.InteropServices;

namespace Souk.DuckDb.Native;

/// <summary><c>duckdb_result</c>: five deprecated words and a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeResult
{
    private readonly nint _columnCount;
    private readonly nint _rowCount;
    private readonly nint _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _data;
}

/// <summary><c>duckdb_hugeint</c> or <c>duckdb_uhugeint</c>. The 128-bit types of .NET have the same bytes but not
/// the same calling convention.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(ulong lower, ulong upper)
{
    private readonly ulong _lower = lower;
    private readonly ulong _upper = upper;

    public static NativeHugeInt From(Int128 value) => From(unchecked((UInt128)value));

    public static NativeHugeInt From(UInt128 value) => new(unchecked((ulong)value), (ulong)(value >> 64));
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal(byte width, byte scale, NativeHugeInt unscaled)
{
    private readonly byte _width = width;
    private readonly byte _scale = scale;
    private readonly NativeHugeInt _unscaled = unscaled;
}

/// <summary><c>duckdb_bignum</c>: sign and big-endian magnitude.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeBigNum(byte* magnitude, ulong length, bool isNegative)
{
    private readonly byte* _magnitude = magnitude;
    private readonly ulong _length = length;
    private readonly byte _isNegative = isNegative ? (byte)1 : (byte)0;
}

/// <summary>Where a list's elements lie in its child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ListEntry(ulong Offset, ulong Length);

/// <summary><c>duckdb_string_t</c>: up to 12 bytes inside, longer ones behind a pointer. Only meaningful in place:
/// a copy's <see cref="Bytes"/> would point into the copy.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct StringEntry
{
    public const int InlineLengthMax = 12;

    /// <summary>First bytes that are inside even when all are behind the pointer.</summary>
    public const int PrefixLength = 4;

    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public fixed byte Inline[InlineLengthMax];

    [FieldOffset(8)]
    public byte* Pointer;

    public static ReadOnlySpan<byte> Bytes(StringEntry* entry) =>
        new(entry->Length <= InlineLengthMax ? entry->Inline : entry->Pointer, checked((int)entry->Length));
}
