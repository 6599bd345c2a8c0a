using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Peers;

namespace Souk.Simulation.Tests.Peers;

public class BoltzmannWealthTests
{
    private const int AgentCount = 5_000;
    private const int Steps = 400;
    private const int BurnIn = 100;

    [Fact]
    public void No_unit_is_lost_and_nobody_owes()
    {
        BoltzmannWealth money = new(AgentCount, Steps);

        using Simulator simulator = new(money.Model);
        simulator.Run(seed: 1, replicate: 0);

        money.Wealth.Span.ToArray().Sum().ShouldBe(AgentCount);
        money.Wealth.Span.ToArray().Min().ShouldBe(0);
    }

    [Fact]
    public void Gifts_are_as_many_as_in_a_plain_simulation_with_a_true_shuffle()
    {
        BoltzmannWealth money = new(AgentCount, Steps);
        using Simulator simulator = new(money.Model);

        double[] gifts = simulator.Run(seed: 1, replicate: 0).Values;
        double[] plain = PlainGifts(new RandomStream(Seed: 2, Replicate: 0));

        // A step's share deviates by √(p(1 − p)/n) = 0.007 and is alike for some ten steps, so the mean of 300 steps
        // deviates by 0.0017 and the difference of two by 0.0024: three deviations.
        double share = gifts[BurnIn..].Average() / AgentCount;
        share.ShouldBe(plain[BurnIn..].Average() / AgentCount, 0.007);
    }

    [Fact]
    public void A_run_allocates_nothing_after_its_results()
    {
        BoltzmannWealth money = new(AgentCount, Steps);
        using Simulator simulator = new(money.Model);
        simulator.Run(seed: 1, replicate: 0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RunResult run = simulator.Run(seed: 1, replicate: 0);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The values are 3,200 bytes; digest and result are the rest. 400 steps add nothing.
        run.Values.Length.ShouldBe(Steps);
        allocated.ShouldBeLessThan(3_200 + 800);
    }

    // One agent after the other, Fisher and Yates, one draw per choice.
    private static double[] PlainGifts(RandomStream random)
    {
        int[] wealth = new int[AgentCount];
        Array.Fill(wealth, 1);
        int[] order = [.. Enumerable.Range(0, AgentCount)];
        double[] gifts = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            for (int i = AgentCount - 1; i > 0; i--)
            {
                int k = (int)(random.Draw(DrawKind.Shuffle, i, step).First * (i + 1));
                (order[i], order[k]) = (order[k], order[i]);
            }

            foreach (int giver in order)
            {
                if (wealth[giver] > 0)
                {
                    int other = (int)(random.Draw(DrawKind.Choice, giver, step).First * (AgentCount - 1));
                    wealth[giver]--;
                    wealth[other < giver ? other : other + 1]++;
                    gifts[step]++;
                }
            }
        }

        return gifts;
    }
}
