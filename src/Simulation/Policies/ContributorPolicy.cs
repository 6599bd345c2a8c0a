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
    /// <summary>Updates who takes part and lists who sells its balance.</summary>
    /// <param name="population">Rows <paramref name="first"/> to <paramref name="end"/> − 1 are changed in place.</param>
    /// <param name="behaviour">Hazards.</param>
    /// <param name="random">Of this run.</param>
    /// <param name="step">Of this run.</param>
    /// <param name="wagePerWeight">Expected net wage in USD per day and unit of weight.</param>
    /// <param name="balances">Token balances by agent, of the whole population.</param>
    /// <returns>How many of the rows take part.</returns>
    public static int Decide(
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
        Span<double> revises = stackalloc double[RandomStream.FillRows];
        Span<double> sells = stackalloc double[RandomStream.FillRows];
        ReadOnlySpan<double> asked = population.ReservationPerWeight.Span;
        Span<bool> isActive = population.IsActive.Span;
        Span<uint> paidWeights = population.PaidWeights.Span;
        ReadOnlySpan<uint> weights = population.Weights.Span;
        ShortlistPart sales = population.Sales.Open(first, end);
        int activeCount = 0;
        for (int block = first; block < end; block += RandomStream.FillRows)
        {
            int count = Math.Min(RandomStream.FillRows, end - block);
            random.Fill(DrawKind.ContributorDecision, block, step, 0, revises[..count], sells[..count]);
            for (int i = 0; i < count; i++)
            {
                int agent = block + i;
                if (revises[i] < behaviour.RevisionHazard)
                {
                    isActive[agent] = wagePerWeight >= asked[agent];
                    paidWeights[agent] = isActive[agent] ? weights[agent] : 0;
                }

                if (sells[i] < behaviour.CashOutHazard && balances[agent] > 0)
                {
                    sales.Add(agent, balances[agent]);
                }

                activeCount += isActive[agent] ? 1 : 0;
            }
        }

        population.Sales.Close(sales);
        return activeCount;
    }
}
