namespace Souk.LocalChain.Economy;

/// <summary>How long the scripted economy runs.</summary>
public sealed record DemoEconomyOptions
{
    /// <summary>Simulated days after the set-up; two years by default.</summary>
    public int Days { get; init; } = 730;

    /// <summary>Blocks a day, evenly spaced.</summary>
    public int BlocksPerDay { get; init; } = 3;
}

/// <summary>How far the scripted economy has come.</summary>
/// <param name="Day">Days done, of <paramref name="Days"/>.</param>
/// <param name="Block">The last mined block.</param>
/// <param name="Transactions">Mined so far, set-up included.</param>
public sealed record EconomyProgress(int Day, int Days, long Block, long Transactions);
