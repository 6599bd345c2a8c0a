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

    public static IReadOnlyList<string> All { get; } = [Contribution, Value, Demand, Burn, Scarcity, Reward];
}
