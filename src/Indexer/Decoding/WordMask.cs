using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Tells whether a word is a value of an elementary type by the bits that its padding takes.</summary>
/// <remarks>The same answer as <see cref="AbiWord.IsValue"/>, for words that are held as two halves.</remarks>
internal readonly struct WordMask
{
    private readonly UInt128 _high;
    private readonly UInt128 _low;
    private readonly bool _mayBeSet;

    private WordMask(UInt128 high, UInt128 low, bool mayBeSet)
    {
        _high = high;
        _low = low;
        _mayBeSet = mayBeSet;
    }

    /// <summary>For words without padding, and for hashes.</summary>
    public static WordMask None => default;

    /// <param name="type">One that fits a word.</param>
    public static WordMask Of(AbiType type) =>
        type.Kind switch
        {
            AbiKind.Unsigned => Above(type.Size, mayBeSet: false),
            // The sign bit and all above it are the same.
            AbiKind.Signed => Above(type.Size - 1, mayBeSet: true),
            AbiKind.Address => Above(8 * Address.ByteCount, mayBeSet: false),
            AbiKind.Bool => Above(1, mayBeSet: false),
            _ => Below(256 - 8 * type.Size),
        };

    /// <summary>Whether the padding is clear or, for a negative integer, set.</summary>
    public bool Fits(Hash32 word)
    {
        UInt128 high = word.High & _high;
        UInt128 low = word.Low & _low;
        return (high | low) == 0 || (_mayBeSet && high == _high && low == _low);
    }

    /// <summary>All bits from the given one up.</summary>
    private static WordMask Above(int bit, bool mayBeSet) =>
        new(
            bit >= 256 ? 0 : UInt128.MaxValue << Math.Max(0, bit - 128),
            bit >= 128 ? 0 : UInt128.MaxValue << bit,
            mayBeSet
        );

    /// <summary>All bits below the given one.</summary>
    private static WordMask Below(int bit) =>
        new(
            bit <= 128 ? 0 : UInt128.MaxValue >> (256 - bit),
            bit >= 128 ? UInt128.MaxValue : ~(UInt128.MaxValue << bit),
            mayBeSet: false
        );
}
