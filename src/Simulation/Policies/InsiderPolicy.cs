using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Policies;

/// <summary>Insiders sell a share of what was released to them, each at a constant hazard.</summary>
/// <remarks>The simplest rule with the stylised fact that unlocks press on the price for weeks, not only on the day.</remarks>
public static class InsiderPolicy
{
    /// <summary>Lists who sells, and how much: a share of the balance, rounded down.</summary>
    public static void Decide(
        RandomStream random,
        int step,
        double sellHazard,
        Share sellShare,
        ReadOnlySpan<Int128> balances,
        Shortlist sales
    )
    {
        sales.Begin();
        DecideSome(random, step, sellHazard, sellShare, balances, sales, 0, balances.Length);
        sales.Complete();
    }

    /// <summary>The same for some of them, between the begin and the completion of the list.</summary>
    /// <returns>What they sell, base units.</returns>
    public static Int128 DecideSome(
        RandomStream random,
        int step,
        double sellHazard,
        Share sellShare,
        ReadOnlySpan<Int128> balances,
        Shortlist sales,
        int first,
        int end
    )
    {
        Span<double> luck = stackalloc double[RandomStream.FillRows];
        ShortlistPart part = sales.Open(first, end);
        Int128 sold = 0;
        for (int block = first; block < end; block += RandomStream.FillRows)
        {
            int rows = Math.Min(RandomStream.FillRows, end - block);
            random.Fill(DrawKind.InsiderDecision, block, step, draw: 0, luck[..rows]);
            for (int i = 0; i < rows; i++)
            {
                if (luck[i] < sellHazard && balances[block + i] > 0)
                {
                    Int128 amount = sellShare.Of(balances[block + i]);
                    part.Add(block + i, amount);
                    sold += amount;
                }
            }
        }

        sales.Close(part);
        return sold;
    }
}
