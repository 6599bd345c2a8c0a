using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Policies;

/// <summary>Contributors weigh the wage they expect against the wage they ask, and now and then sell what they earned.</summary>
/// <remarks>
/// Labour supply with lognormal reservation wages: Horton and Chilton, "The labor economics of paid crowdsourcing",
/// EC 2010, arXiv:1001.0627.
/// </remarks>
public static class ContributorPolicy
{
    /// <summary>Updates who takes part and writes what each sells of its balance.</summary>
    /// <param name="population">Changed in place.</param>
    /// <param name="behaviour">Hazards.</param>
    /// <param name="random">Of this run.</param>
    /// <param name="step">Of this run.</param>
    /// <param name="wagePerWeight">Expected net wage in USD per day and unit of weight, from yesterday.</param>
    /// <param name="balances">Token balances by agent.</param>
    /// <param name="sales">Written: token base units offered by agent.</param>
    public static void Decide(
        ContributorPopulation population,
        ContributorBehaviour behaviour,
        RandomStream random,
        int step,
        double wagePerWeight,
        ReadOnlySpan<Int128> balances,
        Span<Int128> sales
    )
    {
        ReadOnlySpan<double> asked = population.ReservationPerWeight;
        Span<bool> isActive = population.IsActive;
        Span<uint> paidWeights = population.PaidWeights;
        ReadOnlySpan<uint> weights = population.Weights;
        double revisionHazard = behaviour.RevisionHazard;
        double cashOutHazard = behaviour.CashOutHazard;
        int activeCount = 0;
        for (int agent = 0; agent < isActive.Length; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.ContributorDecision, agent, step);
            if (draw.First < revisionHazard)
            {
                isActive[agent] = wagePerWeight >= asked[agent];
                paidWeights[agent] = isActive[agent] ? weights[agent] : 0;
            }

            sales[agent] = draw.Second < cashOutHazard ? balances[agent] : 0;
            activeCount += isActive[agent] ? 1 : 0;
        }

        population.ActiveCount = activeCount;
    }
}
