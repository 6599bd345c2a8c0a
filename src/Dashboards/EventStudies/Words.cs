using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Research.Responses;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.EventStudies;

/// <summary>How event studies speak to readers.</summary>
public static class Words
{
    public static string Name(this Happening happening) =>
        happening switch
        {
            Happening.Reward => PageWords.Plain("event-studies.rewards"),
            Happening.Fee => PageWords.Plain("event-studies.fees"),
            Happening.FeeRate => PageWords.Plain("event-studies.fee-rates"),
            Happening.Price => PageWords.Plain("event-studies.price-moves"),
            Happening.Burn => PageWords.Plain("event-studies.burns"),
            _ => PageWords.Plain("event-studies.unlocks"),
        };

    private static string Name(DayOutcome outcome) =>
        outcome switch
        {
            DayOutcome.Entry => PageWords.Plain("event-studies.entry"),
            DayOutcome.Exit => PageWords.Plain("event-studies.exit"),
            DayOutcome.Hours => PageWords.Plain("event-studies.hours"),
            DayOutcome.Spending => PageWords.Plain("event-studies.spending"),
            _ => PageWords.Plain("event-studies.price"),
        };

    internal static string Question(Happening? happening, DayOutcome outcome) =>
        PageWords.Plain(
            "event-studies.after",
            Name(outcome),
            happening is { } known ? Phrase(known) : PageWords.Plain("event-studies.a-declared-event")
        );

    internal static string Question(PartyOutcome outcome) =>
        outcome switch
        {
            PartyOutcome.Contributions => PageWords.Plain("event-studies.contributions-of-people-after-their"),
            PartyOutcome.Purchases => PageWords.Plain("event-studies.purchases-of-people-after-their"),
            _ => PageWords.Plain("event-studies.days-on-which-people-do"),
        };

    internal static string Unit(DayOutcome outcome) =>
        outcome == DayOutcome.Price
            ? PageWords.Plain("event-studies.percent-of-the-price")
            : PageWords.Plain("event-studies.percent-of-a-usual-day");

    internal static string MarketsOf(IReadOnlyList<DayBook> markets, DayOutcome outcome) =>
        markets.Count == 0
            ? PageWords.Plain("event-studies.no-market")
            : PageWords.Plain(
                "event-studies.markets",
                string.Join(", ", markets.Select(market => market.Name)),
                outcome == DayOutcome.Hours ? PageWords.Plain("event-studies.people-who-did-anything-that") : ""
            );

    internal static string RunsOf(BlueprintResult result) =>
        PageWords.Plain(
            "event-studies.runs-of-scenario-seed-engine",
            result.Runs,
            result.Blueprint.Title,
            result.ScenarioHash[..12],
            result.Seed,
            result.EngineVersion
        );

    internal static string Missing(Badge badge) =>
        badge == Badge.Modelled
            ? PageWords.Plain("event-studies.the-scenario-publishes-no-such")
            : PageWords.Plain("event-studies.no-indexed-market-has-both");

    private static string Phrase(Happening happening) =>
        happening switch
        {
            Happening.Reward => PageWords.Plain("event-studies.a-day-of-unusual-rewards"),
            Happening.Fee => PageWords.Plain("event-studies.a-day-of-unusual-fees"),
            Happening.FeeRate => PageWords.Plain("event-studies.a-change-of-the-fee-rate"),
            Happening.Price => PageWords.Plain("event-studies.an-unusual-move-of-the"),
            Happening.Burn => PageWords.Plain("event-studies.a-day-of-unusual-burns"),
            _ => PageWords.Plain("event-studies.an-unusual-unlock"),
        };
}
