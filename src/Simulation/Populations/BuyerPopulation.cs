using Souk.Simulation.Slots;

namespace Souk.Simulation.Populations;

/// <summary>Potential buyers as columns: who is a customer, and what each ordered today.</summary>
public sealed class BuyerPopulation
{
    public BuyerPopulation(int count, string name = "buyers")
    {
        Agents = new Population(name, count);
        IsActive = new Column<bool>(Agents, "is_active", initial: null);
        Spending = new Column<Int128>(Agents, "spending", initial: null);
        ActiveCount = new Counter($"{name}.active_count", initial: null);
    }

    public Population Agents { get; }

    public Column<bool> IsActive { get; }

    /// <summary>Today's orders in stablecoin base units.</summary>
    public Column<Int128> Spending { get; }

    public Counter ActiveCount { get; }

    internal Slot[] Slots => [Agents, IsActive, Spending, ActiveCount];

    /// <summary>Makes the first <paramref name="activeCount"/> agents customers.</summary>
    public void Draw(int activeCount)
    {
        IsActive.Span.Clear();
        IsActive.Span[..activeCount].Fill(true);
        ActiveCount.Value = activeCount;
    }
}
