using Souk.Simulation.Numerics;

namespace Souk.Simulation.Ledgers;

/// <summary>Divides amounts exactly.</summary>
public static class Split
{
    /// <summary>So many parts can be divided without asking for memory.</summary>
    public const int FewParts = 16;

    /// <summary>Parts in proportion to weights that add up to the amount (largest remainder, Hamilton's method).</summary>
    /// <remarks>Parts are rounded down; the units left go to the largest remainders, ties to the lower index.</remarks>
    /// <exception cref="ArgumentException">A negative weight, or no weight at all.</exception>
    public static Int128[] LargestRemainder(Int128 amount, ReadOnlySpan<ulong> weights)
    {
        UInt128 total = 0;
        foreach (ulong weight in weights)
        {
            total += weight;
        }

        Int128[] parts = new Int128[weights.Length];
        UInt128[] remainders = new UInt128[weights.Length];
        int rest = RoundDown(amount, weights, total, parts, remainders);
        int[] order = [.. Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i)];
        for (int i = 0; i < rest; i++)
        {
            parts[order[i]]++;
        }

        return parts;
    }

    /// <summary>As the other, into memory of the caller: for a few parts in every step, at a cost of their square.</summary>
    /// <param name="parts">One per weight, at most <see cref="FewParts"/>.</param>
    /// <exception cref="ArgumentException">No weight at all, or too many.</exception>
    public static void LargestRemainder(Int128 amount, ReadOnlySpan<ulong> weights, Span<Int128> parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weights.Length, FewParts);
        Span<UInt128> remainders = stackalloc UInt128[weights.Length];
        UInt128 total = 0;
        foreach (ulong weight in weights)
        {
            total += weight;
        }

        int rest = RoundDown(amount, weights, total, parts, remainders);
        for (; rest > 0; rest--)
        {
            int largest = 0;
            for (int i = 1; i < remainders.Length; i++)
            {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }

            // A rest of n units means that more than n remainders are above zero, so none gets two.
            parts[largest]++;
            remainders[largest] = 0;
        }
    }

    /// <summary>Pays an amount to a slice in equal parts; the first members receive one unit more where it does not divide.</summary>
    public static void PayEqually(TokenLedger ledger, int token, int from, AccountRange to, Int128 amount)
    {
        (Int128 part, Int128 rest) = Int128.DivRem(amount, to.Count);
        if (ledger.Journal is not null || amount < 0 || amount > ledger.Balance(token, from))
        {
            for (int i = 0; i < to.Count; i++)
            {
                ledger.Transfer(token, from, to[i], part + (i < rest ? 1 : 0));
            }

            return;
        }

        Span<Int128> payees = ledger.Column(token).Slice(to.First, to.Count);
        for (int i = 0; i < payees.Length; i++)
        {
            payees[i] += part + (i < rest ? 1 : 0);
        }

        ledger.Column(token)[from] -= amount;
        ledger.Moved(token, amount, (part * to.Count) + rest);
    }

    /// <summary>Pays the members of a slice in proportion to their weights.</summary>
    /// <remarks>All that the payer holds is divided. Parts are rounded down; the rest stays with the payer.</remarks>
    /// <exception cref="OverflowException">The largest weight times the sum of weights exceeds 64 bits.</exception>
    /// <returns>What was paid.</returns>
    public static Int128 PayByWeight(
        TokenLedger ledger,
        int token,
        int from,
        AccountRange to,
        ReadOnlySpan<uint> weights
    )
    {
        ulong total = 0;
        foreach (uint weight in weights)
        {
            total += weight;
        }

        UInt128 amount = (UInt128)ledger.Balance(token, from);
        if (total == 0 || amount == 0)
        {
            return 0;
        }

        // amount × weight / total = per × weight + rest × weight / total, whose last product is checked.
        (UInt128 per, UInt128 wideRest) = UInt128.DivRem(amount, total);
        ulong rest = (ulong)wideRest;
        Span<Int128> column = ledger.Column(token).Slice(to.First, to.Count);
        Journal? journal = ledger.Journal;
        Int128 paid = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                Int128 part = Part(per, rest, weights[i], total);
                column[i] += part;
                paid += part;
                journal?.Add(token, from, to[i], part);
            }
        }

        Int128 before = ledger.Balance(token, from);
        ledger.Column(token)[from] -= paid;
        ledger.Moved(token, before - ledger.Balance(token, from), paid);
        return paid;
    }

    // What is left over: fewer units than there are parts.
    private static int RoundDown(
        Int128 amount,
        ReadOnlySpan<ulong> weights,
        UInt128 total,
        Span<Int128> parts,
        Span<UInt128> remainders
    )
    {
        if (total == 0)
        {
            throw new ArgumentException("Nobody has a weight, so nobody can receive a part.", nameof(weights));
        }

        Int128 rest = amount;
        for (int i = 0; i < weights.Length; i++)
        {
            parts[i] = (Int128)WideMath.MultiplyDivide((UInt128)amount, weights[i], total, out remainders[i]);
            rest -= parts[i];
        }

        return (int)rest;
    }

    // With a 64-bit quotient, as it is for all but the largest amounts, one product instead of four.
    internal static Int128 Part(UInt128 per, ulong rest, uint weight, ulong total) =>
        per <= ulong.MaxValue
            ? (Int128)((UInt128)Math.BigMul((ulong)per, (ulong)weight) + (weight * rest / total))
            : (Int128)((per * weight) + (weight * rest / total));
}
