using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Flywheels;

/// <summary>What is known of a link.</summary>
public enum LinkState
{
    /// <summary>On chain a later stage follows an earlier one, with an interval above 0.</summary>
    Measured,

    /// <summary>Nothing on chain says so; the story, and perhaps a scenario, suppose it.</summary>
    Assumed,

    /// <summary>On chain enough weeks are known, and a push is not seen to pass.</summary>
    Broken,
}

/// <summary>How many percent a stage moves in the week after the one before moved by one percent.</summary>
/// <param name="Low">Lower end of the 95 % interval, by resampling blocks of weeks, or runs.</param>
/// <param name="Weeks">Pairs of weeks behind it, over all runs.</param>
public sealed record Elasticity(double Size, double Low, double High, int Weeks)
{
    public bool IsPassed => Low > 0;
}

/// <summary>From one stage of the flywheel to the next.</summary>
/// <param name="Measured">Null where too few weeks are known.</param>
/// <param name="Simulated">Null where no scenario is asked for, or it does not publish both stages.</param>
/// <param name="Note">What an event study says of it; null where none does.</param>
public sealed record FlywheelLink(
    string From,
    string To,
    Elasticity? Measured,
    Elasticity? Simulated,
    string? Note = null
)
{
    /// <summary>Weeks below which nothing is said.</summary>
    public const int WeeksMin = 12;

    public LinkState State =>
        Measured is null ? LinkState.Assumed
        : Measured.IsPassed ? LinkState.Measured
        : LinkState.Broken;

    /// <summary>+ or −, 0? where the interval holds 0, and ? where nothing is known.</summary>
    public static string SignOf(Elasticity? found) =>
        found is null ? "?"
        : found.Low > 0 ? "+"
        : found.High < 0 ? "−"
        : "0?";

    /// <summary>What a reader calls a state.</summary>
    public static string NameOf(LinkState state) =>
        state switch
        {
            LinkState.Measured => PageWords.Plain("flywheels.measured"),
            LinkState.Assumed => PageWords.Plain("flywheels.assumed"),
            _ => PageWords.Plain("flywheels.broken"),
        };

    /// <summary>Where it comes from.</summary>
    public string Source =>
        State switch
        {
            LinkState.Assumed when Simulated is not null => PageWords.Plain("flywheels.assumed-by-the-scenario-too"),
            LinkState.Assumed => PageWords.Plain("flywheels.told-not-seen-too-few"),
            _ => PageWords.Plain("flywheels.and-a-week-later", SourceOf(From), SourceOf(To)),
        };

    private static string SourceOf(string stage) =>
        stage switch
        {
            Stage.Contribution => PageWords.Plain("flywheels.contributions-counted-on-chain"),
            Stage.Value => PageWords.Plain("flywheels.the-mean-price-of-a"),
            Stage.Demand => PageWords.Plain("flywheels.what-buyers-paid"),
            Stage.Burn => PageWords.Plain("flywheels.tokens-burned"),
            Stage.Scarcity => PageWords.Plain("flywheels.the-pool-s-price"),
            _ => PageWords.Plain("flywheels.rewards-paid"),
        };
}
