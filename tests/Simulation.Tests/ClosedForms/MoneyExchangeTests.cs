using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.ClosedForms;

/// <summary>Pairs that meet at random and divide what both have at random end up with P(m) ∝ e^(−m/T), T the mean.</summary>
/// <remarks>
/// Source: Drăgulescu and Yakovenko, "Statistical mechanics of money", Eur. Phys. J. B 17 (2000), arXiv:cond-mat/0001432.
/// The Gini coefficient of the exponential distribution is 1/2.
/// </remarks>
public class MoneyExchangeTests
{
    private const int AgentCount = 10_000;
    private const int Sweeps = 40;
    private const long Mean = 1_000_000;

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    public void Money_spreads_out_exponentially_and_none_is_lost(uint seed)
    {
        long[] money = Exchange(new RandomStream(seed, Replicate: 0));

        money.Sum().ShouldBe(AgentCount * Mean);
        // A share p of n agents deviates by √(p(1 − p)/n): here at most 0.005. Four deviations.
        ShareAbove(money, 0.5).ShouldBe(0.6065306597126334, 0.02);
        ShareAbove(money, 1).ShouldBe(0.36787944117144233, 0.02);
        ShareAbove(money, 3).ShouldBe(0.049787068367863944, 0.009);
        // The Gini coefficient of n exponential draws deviates by √(1/12n) = 0.0029.
        Gini(money).ShouldBe(0.5, 0.0116);
    }

    private static long[] Exchange(RandomStream random)
    {
        long[] money = new long[AgentCount];
        Array.Fill(money, Mean);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 0; i < AgentCount; i++)
            {
                RandomBlock block = random.Draw(DrawKind.TraderFlow, i, sweep);
                int other = (i + 1 + (int)(block.First * (AgentCount - 1))) % AgentCount;
                long both = money[i] + money[other];
                money[i] = (long)(block.Second * (both + 1));
                money[other] = both - money[i];
            }
        }

        return money;
    }

    private static double ShareAbove(long[] money, double means) =>
        (double)money.Count(m => m > means * Mean) / money.Length;

    // Half of the mean difference of two agents, by the mean.
    private static double Gini(long[] money)
    {
        long[] sorted = [.. money.Order()];
        double weighted = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            weighted += ((2.0 * i) + 1 - sorted.Length) * sorted[i];
        }

        return weighted / ((double)sorted.Length * sorted.Sum());
    }
}
