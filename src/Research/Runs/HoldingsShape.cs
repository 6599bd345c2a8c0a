using System.Buffers;

namespace Souk.Research.Runs;

/// <summary>How unequally a token is spread: order statistics in base units, and the Gini coefficient.</summary>
internal readonly record struct HoldingsShape(Int128 Total, Int128[] Quantiles, double Gini)
{
    /// <summary>Shares of agents that hold at most the quantile; nearest rank, so each is a balance that somebody has.</summary>
    private static readonly double[] s_shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <param name="balances">At least one, none below zero; in another order afterwards.</param>
    public static HoldingsShape Of(Span<Int128> balances)
    {
        Span<Int128> positive = Positive(balances);
        Sort(positive);
        int zeros = balances.Length - positive.Length;
        Int128 total = 0;
        double weighted = 0;
        for (int i = 0; i < positive.Length; i++)
        {
            total += positive[i];
            weighted += (double)positive[i] * (zeros + i + 1);
        }

        int count = balances.Length;
        Int128[] quantiles = new Int128[s_shares.Length];
        for (int i = 0; i < quantiles.Length; i++)
        {
            int rank = Math.Max(0, (int)Math.Ceiling(s_shares[i] * count) - 1);
            quantiles[i] = rank < zeros ? 0 : positive[rank - zeros];
        }

        double gini = total == 0 ? 0 : (2 * weighted / (count * (double)total)) - ((count + 1.0) / count);
        return new(total, quantiles, gini);
    }

    private static Span<Int128> Positive(Span<Int128> balances)
    {
        int count = 0;
        foreach (Int128 balance in balances)
        {
            if (balance > 0)
            {
                balances[count++] = balance;
            }
        }

        return balances[..count];
    }

    // By the upper 64 bits in use, which sort several times faster than 128; then whatever shares all of them.
    private static void Sort(Span<Int128> values)
    {
        Int128 all = 0;
        foreach (Int128 value in values)
        {
            all |= value;
        }

        int shift = Math.Max(0, 64 - (int)Int128.LeadingZeroCount(all));
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(values.Length);
        Span<ulong> keys = rented.AsSpan(0, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            keys[i] = (ulong)(values[i] >> shift);
        }

        keys.Sort(values);
        for (int start = 0, end = 1; shift > 0 && start < values.Length; start = end++)
        {
            while (end < values.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                values[start..end].Sort();
            }
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }
}
