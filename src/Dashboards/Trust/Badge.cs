namespace Souk.Dashboards.Trust;

/// <summary>What a number rests on, the surest first.</summary>
public enum Badge
{
    /// <summary>Logs that hashes of blocks show to be complete.</summary>
    Proved,

    /// <summary>Logs as endpoints gave them.</summary>
    Indexed,

    /// <summary>What people or contracts declare: labels, attributions, evidence of links.</summary>
    Reported,

    /// <summary>What somebody supposes.</summary>
    Assumed,

    /// <summary>The outcome of a simulation.</summary>
    Modelled,
}

/// <summary>What a badge says to a reader.</summary>
public static class Badges
{
    public static string Word(this Badge badge) => badge.ToString().ToLowerInvariant();

    public static string Meaning(this Badge badge) =>
        badge switch
        {
            Badge.Proved => "Computed from logs whose receipts were checked against block hashes",
            Badge.Indexed => "Computed from logs as endpoints gave them",
            Badge.Reported => "Rests on what people or contracts declare",
            Badge.Assumed => "Somebody supposes it; nothing shows it",
            _ => "The outcome of a simulation under assumptions",
        };
}
