namespace Souk.Warehouse.Unlocks;

/// <summary>Which of equal tokens is said to leave first. Both are conventions, so both are shown.</summary>
public enum LotMethod
{
    /// <summary>The tokens that came first leave first.</summary>
    Fifo,

    /// <summary>Every lot gives its part of what leaves; what rounding leaves over, the oldest lots give, a unit each. What came
    /// otherwise, or so long ago that nobody asks for it any more, is one lot before the others, some of the latter by themselves.</summary>
    ProRata,
}

/// <summary>Where a token is that came by a release or reward.</summary>
public enum LotPlace
{
    /// <summary>Still with the party.</summary>
    Held,

    Staked,

    /// <summary>Swapped in a pool.</summary>
    Sold,

    /// <summary>Sent to an address that a file declares an exchange. Never called sold: nobody sees what it did there.
    /// </summary>
    Exchange,

    /// <summary>Sent to another chain.</summary>
    Bridged,

    Burned,

    /// <summary>Sent to somebody else.</summary>
    Unknown,
}
