using System.Globalization;
using Souk.Dashboards.Trust;
using Souk.Research.Responses;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.EventStudies;

/// <summary>How event studies speak to readers.</summary>
public static class Words
{
    public static string Name(this Happening happening) =>
        happening switch
        {
            Happening.Reward => "Rewards",
            Happening.Fee => "Fees",
            Happening.Price => "Price moves",
            Happening.Burn => "Burns",
            _ => "Unlocks",
        };

    internal static string Question(Happening happening, DayOutcome outcome) => $"{outcome} after {Phrase(happening)}";

    internal static string Question(PartyOutcome outcome) =>
        outcome switch
        {
            PartyOutcome.Contributions => "Contributions of people after their reward",
            PartyOutcome.Purchases => "Purchases of people after their reward",
            _ => "Days on which people do anything after their reward",
        };

    internal static string Unit(DayOutcome outcome) =>
        outcome == DayOutcome.Price ? "percent of the price" : "percent of a usual day";

    internal static string MarketsOf(IReadOnlyList<DayBook> markets, DayOutcome outcome) =>
        markets.Count == 0
            ? "no market"
            : $"markets {string.Join(", ", markets.Select(market => market.Name))}{(outcome == DayOutcome.Hours ? "; people who did anything that day, as hours are on no chain" : "")}";

    internal static string RunsOf(BlueprintResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Runs} runs of “{result.Blueprint.Title}” (scenario {result.ScenarioHash[..12]}, seed {result.Seed}, engine {result.EngineVersion})"
        );

    internal static string Missing(Badge badge) =>
        badge == Badge.Modelled ? "the scenario publishes no such number by day" : "no indexed market has both by day";

    private static string Phrase(Happening happening) =>
        happening switch
        {
            Happening.Reward => "a day of unusual rewards",
            Happening.Fee => "a day of unusual fees",
            Happening.Price => "an unusual move of the price",
            Happening.Burn => "a day of unusual burns",
            _ => "an unusual unlock",
        };
}
