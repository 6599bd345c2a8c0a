using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.EventStudies;

/// <summary>The stages of a data market's flywheel, in their order; the last one leads to the first.</summary>
public static class Stage
{
    public const string Contribution = "contribution";
    public const string Value = "data value";
    public const string Demand = "demand";
    public const string Burn = "burn";
    public const string Scarcity = "scarcity";
    public const string Reward = "reward";

    /// <summary>What a reader calls it.</summary>
    public static string Name(string stage) =>
        stage switch
        {
            Contribution => PageWords.Plain("event-studies.contribution"),
            Value => PageWords.Plain("event-studies.data-value"),
            Demand => PageWords.Plain("event-studies.demand"),
            Burn => PageWords.Plain("event-studies.burn"),
            Scarcity => PageWords.Plain("event-studies.scarcity"),
            _ => PageWords.Plain("event-studies.reward"),
        };

    public static IReadOnlyList<string> All { get; } = [Contribution, Value, Demand, Burn, Scarcity, Reward];
}
