namespace Souk.Simulation.Starters;

/// <summary>A line of an allocation table.</summary>
/// <param name="Name">As written, such as `Team and advisors`.</param>
/// <param name="Percent">Of the supply, above 0.</param>
/// <param name="LaunchPercent">Of the bucket, free at the launch; 0 to 100.</param>
/// <param name="CliffMonths">After the launch, in which nothing of the rest accrues.</param>
/// <param name="LinearMonths">After the cliff, until all is free.</param>
public sealed record AllocationBucket(
    string Name,
    decimal Percent,
    decimal LaunchPercent,
    int CliffMonths,
    int LinearMonths
)
{
    /// <summary>USD that holders of the bucket paid for a token; null where nobody said, or nobody paid.</summary>
    public decimal? Price { get; init; }

    /// <summary>Address of the beneficiary, 0x and 40 hexadecimal digits; null where nobody said.</summary>
    public string? Wallet { get; init; }

    /// <summary>Which account of a starter gets what becomes free, judged by the name.</summary>
    internal string Owner =>
        Has("liquid", "market mak", "exchange", "pool") ? StarterScenario.Treasury
        : Has("reward", "communit", "emission", "mining", "contributor", "ecosystem", "incentive")
            ? StarterScenario.Rewards
        : Has("treasur", "foundation", "reserve", "dao") ? StarterScenario.Treasury
        : Has("public", "airdrop", "launchpad", "ido") ? StarterScenario.Public
        : StarterScenario.Insiders;

    /// <summary>
    /// Whether its holders sell by what they paid and when theirs unlock; others get a common account. Of the public those who paid.
    /// </summary>
    internal bool HasHolders =>
        Owner == StarterScenario.Insiders || (Owner == StarterScenario.Public && Price is not null);

    /// <summary>The class of its holders, judged by the name.</summary>
    internal string HolderClass =>
        Owner == StarterScenario.Public ? "public"
        : Has("advis") ? "advisors"
        : Has("team", "core", "founder", "employee") ? "team"
        : Has("seed", "angel") ? "seed"
        : Has("private", "strategic", "series", "investor", "backer") || Price is not null ? "private"
        : "team";

    internal bool IsLiquidity => Has("liquid", "market mak");

    private bool Has(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
