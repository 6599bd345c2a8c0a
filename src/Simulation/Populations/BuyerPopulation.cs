namespace Souk.Simulation.Populations;

/// <summary>Potential buyers as columns: who is a customer, and what each ordered today.</summary>
public sealed class BuyerPopulation(int count)
{
    public int Count => IsActive.Length;

    public int ActiveCount { get; set; }

    public bool[] IsActive { get; } = new bool[count];

    /// <summary>Today's orders in stablecoin base units.</summary>
    public Int128[] Spending { get; } = new Int128[count];

    /// <summary>Makes the first <paramref name="activeCount"/> agents customers.</summary>
    public void Reset(int activeCount)
    {
        Array.Clear(IsActive);
        Array.Clear(Spending);
        Array.Fill(IsActive, true, 0, activeCount);
        ActiveCount = activeCount;
    }
}
