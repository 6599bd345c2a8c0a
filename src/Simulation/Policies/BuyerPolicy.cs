using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Policies;

/// <summary>What all buyers share on one day.</summary>
/// <param name="ArrivalHazard">Probability that a potential buyer becomes a customer.</param>
/// <param name="ChurnHazard">Probability that a customer leaves.</param>
/// <param name="OrdersPerBuyer">Mean orders of a customer, at today's data price.</param>
/// <param name="OrderUnits">Mean order in stablecoin base units, at today's data price.</param>
/// <param name="OrderSigma">Deviation of the logarithm of orders.</param>
public readonly record struct BuyerConditions(
    double ArrivalHazard,
    double ChurnHazard,
    double OrdersPerBuyer,
    double OrderUnits,
    double OrderSigma
);

/// <summary>Buyers come, order in USD, and go. The token's price is not their concern.</summary>
/// <remarks>
/// Constant-hazard arrival and churn; orders are a Poisson number of lognormal amounts. Demand for data falls with the
/// data price at a constant elasticity, applied by the caller to <see cref="BuyerConditions.OrdersPerBuyer"/>.
/// </remarks>
public static class BuyerPolicy
{
    /// <summary>Updates who is a customer and writes what each spends today.</summary>
    /// <param name="population">Rows <paramref name="first"/> to <paramref name="end"/> − 1 are changed in place.</param>
    /// <returns>How many orders, and how many of the rows are customers.</returns>
    public static (int OrderCount, int ActiveCount) Decide(
        BuyerPopulation population,
        RandomStream random,
        int step,
        BuyerConditions conditions,
        int first,
        int end
    )
    {
        double zeroProbability = Distribution.PoissonZeroProbability(conditions.OrdersPerBuyer);
        Span<bool> isActive = population.IsActive.Span;
        Span<Int128> spending = population.Spending.Span;
        Span<double> turns = stackalloc double[RandomStream.FillRows];
        Span<double> orders = stackalloc double[RandomStream.FillRows];
        int orderCount = 0;
        int activeCount = 0;
        for (int block = first; block < end; block += RandomStream.FillRows)
        {
            int count = Math.Min(RandomStream.FillRows, end - block);
            random.Fill(DrawKind.BuyerDecision, block, step, 0, turns[..count], orders[..count]);
            for (int i = 0; i < count; i++)
            {
                int agent = block + i;
                double hazard = isActive[agent] ? conditions.ChurnHazard : conditions.ArrivalHazard;
                isActive[agent] ^= turns[i] < hazard;
                spending[agent] = 0;
                if (isActive[agent])
                {
                    activeCount++;
                    int ordered = Distribution.Poisson(orders[i], conditions.OrdersPerBuyer, zeroProbability);
                    orderCount += ordered;
                    spending[agent] = Spend(random, agent, step, ordered, conditions);
                }
            }
        }

        return (orderCount, activeCount);
    }

    // Each order is rounded down to base units.
    private static Int128 Spend(RandomStream random, int agent, int step, int orders, BuyerConditions conditions)
    {
        Int128 sum = 0;
        for (int order = 0; order < orders; order++)
        {
            RandomBlock draw = random.Draw(DrawKind.OrderSize, agent, step, order);
            sum += (Int128)(
                conditions.OrderUnits * Distribution.LognormalWithMeanOne(draw.First, conditions.OrderSigma)
            );
        }

        return sum;
    }
}
