using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Populations;

public class ContributorPopulationTests
{
    private static readonly RandomStream Random = new(Seed: 1, Replicate: 1);

    [Fact]
    public void The_cheapest_agents_are_active_and_the_marginal_one_is_just_content()
    {
        ContributorPopulation population = new(50);

        double wage = population.Draw(Random, new ContributorBehaviour(), activeCount: 12, incomeUsd: 600);

        population.IsActive.Span.ToArray().Count(isActive => isActive).ShouldBe(12);
        for (int agent = 0; agent < 50; agent++)
        {
            (population.ReservationPerWeight[agent] <= wage).ShouldBe(population.IsActive[agent], $"agent {agent}");
        }

        double paid = population.PaidWeights.Span.ToArray().Sum(weight => weight * wage);
        paid.ShouldBe(600, 1e-9);
    }

    [Fact]
    public void A_stated_median_is_the_median_of_what_agents_ask()
    {
        ContributorPopulation population = new(4_001);
        ContributorBehaviour behaviour = new() { ReservationWageMedianUsd = 11.04, ProductivitySigma = 0 };

        population.Draw(Random, behaviour, activeCount: 10, incomeUsd: 600);

        double[] asked =
        [
            .. population.ReservationPerWeight.Span.ToArray().Select(a => a * ContributorPopulation.WeightUnit).Order(),
        ];
        // Standard error of the median's logarithm: 1.2533 × 1.86 / √4001 = 0.037.
        Math.Log(asked[2_000] / 11.04).ShouldBe(0, 4 * 0.037);
    }
}
