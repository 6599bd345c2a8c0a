using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Populations;

/// <summary>Potential contributors as columns: who takes part, how productive they are, what wage they ask.</summary>
public sealed class ContributorPopulation
{
    /// <summary>Productivity of one, in weight units; keeps weights of any count below 2^32.</summary>
    public const uint WeightUnit = 1_000;

    private const double WeightMax = 1_000 * WeightUnit;

    private readonly int[] _order;
    private readonly double[] _reservationPerWeight;

    public ContributorPopulation(int count)
    {
        IsActive = new bool[count];
        Weights = new uint[count];
        PaidWeights = new uint[count];
        _reservationPerWeight = new double[count];
        _order = new int[count];
    }

    public int Count => IsActive.Length;

    public int ActiveCount { get; set; }

    public bool[] IsActive { get; }

    /// <summary>Productivity: the weight with which pay is divided.</summary>
    public uint[] Weights { get; }

    /// <summary>The weight of those who take part today, zero for the others.</summary>
    public uint[] PaidWeights { get; }

    /// <summary>Net wage in USD per day and unit of weight below which an agent stays away.</summary>
    public ReadOnlySpan<double> ReservationPerWeight => _reservationPerWeight;

    /// <summary>
    /// Draws traits for a run and activates the cheapest <paramref name="activeCount"/> agents, who together earn
    /// <paramref name="incomeUsd"/> net per day at the start.
    /// </summary>
    /// <returns>The expected net wage per unit of weight at the start.</returns>
    /// <remarks>
    /// Reservation wages are lognormal with median one first. They are then scaled so that the marginal agent just takes
    /// part at the observed wage, unless the scenario states a median or nothing is earned.
    /// </remarks>
    public double Reset(RandomStream random, ContributorBehaviour behaviour, int activeCount, double incomeUsd)
    {
        for (int agent = 0; agent < Count; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.ContributorTraits, agent, 0);
            double weight = WeightUnit * Distribution.LognormalWithMeanOne(draw.First, behaviour.ProductivitySigma);
            Weights[agent] = (uint)Math.Clamp(weight, 1, WeightMax);
            double asked = Distribution.Lognormal(draw.Second, median: 1, behaviour.ReservationWageSigma);
            _reservationPerWeight[agent] = asked / Weights[agent];
            _order[agent] = agent;
        }

        Array.Sort((double[])_reservationPerWeight.Clone(), _order);
        double wage = incomeUsd / Math.Max(1, Activate(activeCount));
        double scale =
            behaviour.ReservationWageMedianUsd > 0 ? behaviour.ReservationWageMedianUsd
            : wage > 0 && activeCount > 0 ? Scale(_reservationPerWeight[_order[activeCount - 1]], wage)
            : DefaultMedianUsd;
        foreach (ref double asked in _reservationPerWeight.AsSpan())
        {
            asked *= scale;
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

    private ulong Activate(int activeCount)
    {
        Array.Clear(IsActive);
        Array.Clear(PaidWeights);
        ulong total = 0;
        for (int rank = 0; rank < activeCount; rank++)
        {
            int agent = _order[rank];
            IsActive[agent] = true;
            PaidWeights[agent] = Weights[agent];
            total += Weights[agent];
        }

        ActiveCount = activeCount;
        return total;
    }
}
