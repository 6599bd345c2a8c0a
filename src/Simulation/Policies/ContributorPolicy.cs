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
    /// <param name="population">Rows <paramref name="first"/> to <paramref name="end"/> − 1 are changed in place.</param>
    /// <param name="behaviour">Hazards.</param>
    /// <param name="random">Of this run.</param>
    /// <param name="step">Of this run.</param>
    /// <param name="wagePerWeight">Expected net wage in USD per day and unit of weight.</param>
    /// <param name="balances">Token balances by agent, of the whole population.</param>
    /// <returns>How many of the rows take part, and what they offer together in token base units.</returns>
    public static (int ActiveCount, Int128 Offered) Decide(
        ContributorPopulation population,
        ContributorBehaviour behaviour,
        RandomStream random,
        int step,
        double wagePerWeight,
        ReadOnlySpan<Int128> balances,
        int first,
        int end
    )
    {
        ReadOnlySpan<double> asked = population.ReservationPerWeight.Span;
        Span<bool> isActive = population.IsActive.Span;
        Span<uint> paidWeights = population.PaidWeights.Span;
        ReadOnlySpan<uint> weights = population.Weights.Span;
        Span<Int128> sales = population.Sales.Span;
        double revisionHazard = behaviour.RevisionHazard;
        double cashOutHazard = behaviour.CashOutHazard;
        int activeCount = 0;
        Int128 offered = 0;
        DrawBuffer draws = new(stackalloc double[2 * DrawBuffer.Length]);
        for (int agent = first; agent < end; agent++)
        {
            int index = draws.IndexOf(random, DrawKind.ContributorDecision, agent, step, first, end);
            if (draws.First[index] < revisionHazard)
            {
                isActive[agent] = wagePerWeight >= asked[agent];
                paidWeights[agent] = isActive[agent] ? weights[agent] : 0;
            }

            sales[agent] = 0;
            if (draws.Second[index] < cashOutHazard)
            {
                sales[agent] = balances[agent];
                offered += balances[agent];
            }

            activeCount += isActive[agent] ? 1 : 0;
        }

        return (activeCount, offered);
    }
}
