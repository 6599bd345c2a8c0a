using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Populations;

/// <summary>Potential contributors as columns: who takes part, how productive they are, what wage they ask.</summary>
public sealed class ContributorPopulation
{
    /// <summary>Productivity of one, in weight units; keeps weights of any count below 2^32.</summary>
    public const uint WeightUnit = 1_000;

    private const double WeightMax = 1_000 * WeightUnit;

    public ContributorPopulation(int count, string name = "contributors")
    {
        Agents = new Population(name, count);
        IsActive = new Column<bool>(Agents, "is_active", initial: null);
        Weights = new Column<uint>(Agents, "weight", initial: null);
        PaidWeights = new Column<uint>(Agents, "paid_weight", initial: null);
        ReservationPerWeight = new Column<double>(Agents, "reservation_per_weight", initial: null);
        Sales = new Shortlist(Agents, "sales");
        ActiveCount = new Counter($"{name}.active_count", initial: null);
    }

    public Population Agents { get; }

    public Column<bool> IsActive { get; }

    /// <summary>Productivity: the weight with which pay is divided.</summary>
    public Column<uint> Weights { get; }

    /// <summary>The weight of those who take part today, zero for the others.</summary>
    public Column<uint> PaidWeights { get; }

    /// <summary>Net wage in USD per day and unit of weight below which an agent stays away.</summary>
    public Column<double> ReservationPerWeight { get; }

    /// <summary>Who sells today, and how many base units of the token.</summary>
    public Shortlist Sales { get; }

    public Counter ActiveCount { get; }

    internal Slot[] Slots => [Agents, IsActive, Weights, PaidWeights, ReservationPerWeight, Sales, ActiveCount];

    /// <summary>
    /// Draws traits for a run and activates the cheapest <paramref name="activeCount"/> agents, who together earn
    /// <paramref name="incomeUsd"/> net per day at the start.
    /// </summary>
    /// <returns>The expected net wage per unit of weight at the start.</returns>
    /// <remarks>
    /// Reservation wages are lognormal with median one first. They are then scaled so that the marginal agent just takes
    /// part at the observed wage, unless the scenario states a median or nothing is earned.
    /// </remarks>
    public double Draw(RandomStream random, ContributorBehaviour behaviour, int activeCount, double incomeUsd)
    {
        DrawTraits(random, behaviour);
        Span<double> asked = ReservationPerWeight.Span;
        int[] order = [.. Enumerable.Range(0, asked.Length)];
        Array.Sort(asked.ToArray(), order);
        double wage = incomeUsd / Math.Max(1, Activate(order.AsSpan(0, activeCount)));
        double scale =
            behaviour.ReservationWageMedianUsd > 0 ? behaviour.ReservationWageMedianUsd
            : wage > 0 && activeCount > 0 ? Scale(asked[order[activeCount - 1]], wage)
            : DefaultMedianUsd;
        foreach (ref double wanted in asked)
        {
            wanted *= scale;
        }

        return wage;
    }

    // Horton and Chilton, arXiv:1001.0627: median 1.38 USD per hour, eight hours.
    private const double DefaultMedianUsd = 11.04;

    // Rounded so that the marginal agent does not ask more than the wage.
    private static double Scale(double asked, double wage)
    {
        double scale = wage / asked;
        return asked * scale > wage ? Math.BitDecrement(scale) : scale;
    }

    private void DrawTraits(RandomStream random, ContributorBehaviour behaviour)
    {
        Span<uint> weights = Weights.Span;
        Span<double> asked = ReservationPerWeight.Span;
        for (int agent = 0; agent < weights.Length; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.ContributorTraits, agent, 0);
            double weight = WeightUnit * Distribution.LognormalWithMeanOne(draw.First, behaviour.ProductivitySigma);
            weights[agent] = (uint)Math.Clamp(weight, 1, WeightMax);
            double wage = Distribution.Lognormal(draw.Second, median: 1, behaviour.ReservationWageSigma);
            asked[agent] = wage / weights[agent];
        }
    }

    private ulong Activate(ReadOnlySpan<int> cheapest)
    {
        IsActive.Span.Clear();
        PaidWeights.Span.Clear();
        ulong total = 0;
        foreach (int agent in cheapest)
        {
            IsActive[agent] = true;
            PaidWeights[agent] = Weights[agent];
            total += Weights[agent];
        }

        ActiveCount.Value = cheapest.Length;
        return total;
    }
}
