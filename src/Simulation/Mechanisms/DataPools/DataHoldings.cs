namespace Souk.Simulation.Mechanisms.DataPools;

/// <summary>Data points that contributors hold and have not staked, by data type and contributor.</summary>
/// <remarks>Not money: data points are earned for accepted data and are never sold, so they stand outside of the ledger.</remarks>
public sealed class DataHoldings(int typeCount, int contributorCount)
{
    private readonly long[] _units = new long[typeCount * contributorCount];

    public int TypeCount => typeCount;

    public int ContributorCount => contributorCount;

    /// <summary>Free data points of one type, by contributor.</summary>
    public Span<long> OfType(int type) => _units.AsSpan(type * contributorCount, contributorCount);
}
