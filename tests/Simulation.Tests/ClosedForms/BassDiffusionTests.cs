using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.ClosedForms;

/// <summary>
/// People who adopt with the hazard p + q·(share of adopters) follow F(t) = (1 − e^(−(p+q)t)) / (1 + q/p · e^(−(p+q)t)).
/// </summary>
/// <remarks>Source: Bass, "A new product growth for model consumer durables", Management Science 15 (1969).</remarks>
public class BassDiffusionTests
{
    private const int PeopleCount = 20_000;
    private const double Innovation = 0.03;
    private const double Imitation = 0.38;
    private const double StepYears = 0.05;

    [Theory]
    [InlineData(11u)]
    [InlineData(12u)]
    public void Simulated_adoption_follows_the_closed_form(uint seed)
    {
        double[] shares = Adopt(new RandomStream(seed, Replicate: 0), steps: 400);

        // Chance in the first years moves the whole curve by about a year over (p + q)·√(np/q) = 40, or 0.06 years, and
        // reading yesterday's share delays it by less than half a step. At the steepest, 0.11 a year, that is 0.007 and
        // 0.003: four deviations and the delay.
        for (int year = 1; year <= 20; year++)
        {
            shares[year * 20].ShouldBe(ClosedForm(year), 0.031, $"in year {year}");
        }
    }

    [Fact]
    public void Most_adopt_at_the_time_of_the_closed_form()
    {
        double[] shares = Adopt(new RandomStream(13, Replicate: 0), steps: 400);

        // Adopters of a year around each time: noise of single steps is larger than their differences.
        int peak = Enumerable.Range(10, 380).MaxBy(step => shares[step + 10] - shares[step - 10]);

        // ln(q/p)/(p + q) = 6.19 years. The curve is flat there: half a year off costs 1 % of the height.
        (peak * StepYears).ShouldBe(6.19, 1);
    }

    private static double ClosedForm(double years)
    {
        double decay = Math.Exp(-(Innovation + Imitation) * years);
        return (1 - decay) / (1 + (Imitation / Innovation * decay));
    }

    private static double[] Adopt(RandomStream random, int steps)
    {
        bool[] hasAdopted = new bool[PeopleCount];
        double[] shares = new double[steps + 1];
        int adopters = 0;
        for (int step = 1; step <= steps; step++)
        {
            double hazard = Innovation + (Imitation * shares[step - 1]);
            double probability = 1 - DeterministicMath.Exp(-hazard * StepYears);
            for (int person = 0; person < PeopleCount; person++)
            {
                if (!hasAdopted[person] && random.Draw(DrawKind.BuyerDecision, person, step).First < probability)
                {
                    hasAdopted[person] = true;
                    adopters++;
                }
            }

            shares[step] = (double)adopters / PeopleCount;
        }

        return shares;
    }
}
