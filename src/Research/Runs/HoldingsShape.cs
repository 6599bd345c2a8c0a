namespace Souk.Research.Runs;

/// <summary>How unequally a token is spread: order statistics in base units, and the Gini coefficient.</summary>
internal readonly record struct HoldingsShape(Int128 Total, Int128[] Quantiles, double Gini)
{
    /// <summary>Shares of agents that hold at most the quantile; nearest rank, so each is a balance that somebody has.</summary>
    private static readonly double[] s_shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <param name="balances">Sorted in place; at least one.</param>
    public static HoldingsShape Of(Int128[] balances)
    {
        Array.Sort(balances);
        Int128 total = 0;
        double weighted = 0;
        for (int i = 0; i < balances.Length; i++)
        {
            total += balances[i];
            weighted += (double)balances[i] * (i + 1);
        }

        int count = balances.Length;
        Int128[] quantiles = [.. s_shares.Select(share => balances[Math.Max(0, (int)Math.Ceiling(share * count) - 1)])];
        double gini = total == 0 ? 0 : (2 * weighted / (count * (double)total)) - ((count + 1.0) / count);
        return new(total, quantiles, gini);
    }
}
