namespace Souk.Campaigns.Faults;

/// <summary>One kind of fault and how often it strikes.</summary>
/// <param name="PerMille">Of the requests, or calls, that it can touch.</param>
/// <param name="TimesMax">How many times the same request is struck before it passes; a large number never heals.
/// </param>
/// <param name="Salt">Makes two rules of one kind strike different requests.</param>
internal sealed record FaultRule(FaultKind Kind, int PerMille, int TimesMax, ulong Salt)
{
    public const int Forever = int.MaxValue;

    public bool IsForever => TimesMax == Forever;

    /// <summary>Whether this strikes a request: a pure function of its content and how often it was asked before.
    /// </summary>
    /// <param name="key">Hash of the request's content.</param>
    /// <param name="askedCount">How often the same was asked before.</param>
    /// <param name="isPoll">The same request is asked again and again with no fault at all, so it never heals by
    /// repetition; each repetition is decided anew.</param>
    public bool Strikes(ulong key, int askedCount, bool isPoll)
    {
        ulong word = Words.Mix(Salt ^ key ^ (isPoll && !IsForever ? Words.Mix((ulong)askedCount) : 0));
        return word % 1000 < (ulong)PerMille && (isPoll || askedCount < Times(word));
    }

    private int Times(ulong word) => IsForever ? Forever : 1 + (int)((word >> 32) % (ulong)TimesMax);
}

/// <summary>64-bit hashes that are the same in every process.</summary>
internal static class Words
{
    /// <summary>The finaliser of SplitMix64.</summary>
    public static ulong Mix(ulong word)
    {
        unchecked
        {
            word += 0x9E3779B97F4A7C15;
            word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return word ^ (word >> 31);
        }
    }

    /// <summary>FNV-1a.</summary>
    public static ulong Hash(string text)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char letter in text)
        {
            unchecked
            {
                hash = (hash ^ letter) * 0x100000001b3;
            }
        }

        return hash;
    }
}
