namespace Souk.Simulation.Numerics.Distributions;

/// <summary>Random orders and samples in which every outcome is equally likely.</summary>
/// <remarks>
/// Source: the shuffle of Fisher and Yates in the form of Durstenfeld, Communications of the ACM 7(7), 1964. One decision
/// of one agent: it runs on one thread and its draws are a sequence.
/// </remarks>
public static class Selection
{
    /// <summary>Puts the items in a random order.</summary>
    public static void Shuffle<T>(ref DrawSequence draws, Span<T> items)
    {
        for (int i = 0; i < items.Length - 1; i++)
        {
            int other = Partner(ref draws, i, items.Length);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    /// <summary>Chooses different integers from 0 up to but without <paramref name="count"/>, in random order.</summary>
    /// <remarks>The first places of the shuffle of all of them; memory grows with those that are chosen.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">More to choose than there are.</exception>
    public static void Sample(ref DrawSequence draws, int count, Span<int> chosen)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, chosen.Length);
        Dictionary<int, int> moved = [];
        for (int i = 0; i < chosen.Length; i++)
        {
            int other = Partner(ref draws, i, count);
            chosen[i] = moved.GetValueOrDefault(other, other);
            moved[other] = moved.GetValueOrDefault(i, i);
        }
    }

    // The last place has no other partner than itself and takes no draw in a shuffle.
    private static int Partner(ref DrawSequence draws, int index, int count) =>
        index == count - 1 ? index : index + (int)draws.Below((ulong)(count - index));
}
