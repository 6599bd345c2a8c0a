using Souk.Dashboards.Wordings;

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
    /// <summary>As addresses, programs and style sheets write it.</summary>
    public static string Word(this Badge badge) => badge.ToString().ToLowerInvariant();

    /// <summary>As readers see it.</summary>
    public static string Text(this Badge badge) => Wording.Spoken[$"badge.{badge.Word()}"];

    public static string Meaning(this Badge badge) => Wording.Spoken[$"badge.{badge.Word()}.meaning"];
}
