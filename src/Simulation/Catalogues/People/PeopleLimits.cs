namespace Souk.Simulation.Catalogues.People;

/// <summary>How many people a scenario may have.</summary>
internal static class PeopleLimits
{
    /// <summary>Of one population; a column of amounts takes 16 bytes for each.</summary>
    public const int AgentsMax = 10_000_000;

    /// <summary>How many may take part, rounded up.</summary>
    /// <exception cref="ArgumentException">More than <see cref="AgentsMax"/>.</exception>
    public static int Potential(int active, double multiple)
    {
        double potential = Math.Ceiling(active * multiple);
        return potential <= AgentsMax
            ? (int)potential
            : throw new ArgumentException(
                $"potential_multiple makes {potential:#,0} agents out of {active:#,0}, more than {AgentsMax:#,0}"
            );
    }
}
