using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Traits of operators, and what they do together.</summary>
internal sealed class OperatorState(Model model, Population agents, string name)
{
    /// <summary>Weights of one unit of capacity.</summary>
    public const double WeightUnit = 1_000;

    private const double WeightMax = 1e7;

    public Column<bool> IsActive { get; } = model.Column<bool>(agents, "is_active");

    /// <summary>Capacity in thousandths of a unit of work.</summary>
    public Column<uint> Weights { get; } = model.Column<uint>(agents, "weight");

    /// <summary>The weight of those who provide today, zero for the others.</summary>
    public Column<uint> PaidWeights { get; } = model.Column<uint>(agents, "paid_weight");

    /// <summary>Fixed, USD per day.</summary>
    public Column<double> Costs { get; } = model.Column<double>(agents, "cost");

    /// <summary>USD per kilowatt-hour.</summary>
    public Column<double> EnergyPrices { get; } = model.Column<double>(agents, "energy_price");

    public Counter ActiveCount { get; } = model.Counter($"{name}.active_count");

    /// <summary>Units of work that all could do today.</summary>
    public Signal Capacity { get; } = model.Signal($"{name}.capacity");

    /// <summary>Jobs of the day.</summary>
    public Signal Arrived { get; } = model.Signal($"{name}.arrived", 0);

    public Signal Waiting { get; } = model.Signal($"{name}.waiting", 0);

    public Signal Done { get; } = model.Signal($"{name}.done", 0);

    /// <summary>Kilowatt-hours of the work done on the day.</summary>
    public Signal Energy { get; } = model.Signal($"{name}.energy", 0);

    /// <summary>USD for them, at the prices of those who provide, by capacity.</summary>
    public Signal EnergyCost { get; } = model.Signal($"{name}.energy_cost", 0);

    /// <summary>Kilowatt-hours of a job of the day's mixture of inference and training; 0 on days without one.</summary>
    public Signal EnergyPerJob { get; } = model.Signal($"{name}.energy_per_job", 0);

    /// <summary>Jobs done on the day that revealed their result only.</summary>
    public Signal PrivateDone { get; } = model.Signal($"{name}.private_done", 0);

    /// <summary>Kilobytes of data that jobs showed on the day.</summary>
    public Signal Revealed { get; } = model.Signal($"{name}.revealed", 0);

    public Signal Lost { get; } = model.Signal($"{name}.lost", 0);

    /// <summary>Price of work over the first one.</summary>
    public Signal Level { get; } = model.Signal($"{name}.level", 1);

    /// <summary>Kilobytes of results that wait for room on chain.</summary>
    public Signal Unposted { get; } = model.Signal($"{name}.unposted", 0);

    public Signal Posted { get; } = model.Signal($"{name}.posted", 0);

    /// <summary>Expected income per unit of work that one could do, USD.</summary>
    public Signal Expected { get; } = model.Signal($"{name}.expected");

    /// <summary>Today's pay of all, USD.</summary>
    public Signal Income { get; } = model.Signal($"{name}.income", 0);

    public void Draw(RandomStream random, Part part, OperatorHabit habit)
    {
        for (int agent = 0; agent < agents.Count; agent++)
        {
            RandomBlock first = random.Draw(DrawKind.OperatorTraits, agent, 0);
            RandomBlock second = random.Draw(DrawKind.OperatorTraits, agent, 0, 1);
            double capacity =
                part.Number("capacity") * Distribution.LognormalWithMeanOne(first.First, part.Number("capacity_sigma"));
            Weights[agent] = (uint)Math.Clamp(capacity * WeightUnit, 1, WeightMax);
            Costs[agent] = Distribution.Lognormal(first.Second, part.Number("cost"), part.Number("cost_sigma"));
            EnergyPrices[agent] = Distribution.Lognormal(
                second.First,
                part.Number("energy_price"),
                part.Number("energy_sigma")
            );
            IsActive[agent] = false;
        }

        Activate(Math.Min(part.Count("active"), agents.Count));
        Expected.Value = habit.JobPriceUsd;
    }

    /// <summary>Capacity of those who would provide at an income per unit, if all thought it over now.</summary>
    /// <param name="use">Share of capacity in use, which costs energy.</param>
    public double CapacityAt(double income, double use, OperatorHabit habit)
    {
        ulong weight = 0;
        for (int agent = 0; agent < agents.Count; agent++)
        {
            double energy = habit.EnergyKwh * EnergyPrices[agent] * use;
            bool isIn = EntryPolicy.IsIn(
                IsActive[agent],
                (income - energy) * Weights[agent] / WeightUnit,
                Costs[agent],
                habit.EntryPremium,
                habit.ExitTolerance
            );
            weight += isIn ? Weights[agent] : 0;
        }

        return weight / WeightUnit;
    }

    /// <summary>Adds up who provides.</summary>
    public void Sum()
    {
        (long active, ulong weight) = (0, 0);
        for (int agent = 0; agent < agents.Count; agent++)
        {
            PaidWeights[agent] = IsActive[agent] ? Weights[agent] : 0;
            active += IsActive[agent] ? 1 : 0;
            weight += PaidWeights[agent];
        }

        ActiveCount.Value = active;
        Capacity.Value = weight / WeightUnit;
    }

    // Costs per unit of capacity decide; ties by row.
    private void Activate(int count)
    {
        int[] order =
        [
            .. Enumerable.Range(0, agents.Count).OrderBy(agent => Costs[agent] / Weights[agent]).Take(count),
        ];
        foreach (int agent in order)
        {
            IsActive[agent] = true;
        }

        Sum();
    }
}
