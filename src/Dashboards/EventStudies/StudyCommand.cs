using Souk.Dashboards.Scenarios;

namespace Souk.Dashboards.EventStudies;

/// <summary>What a terminal is told, so that it estimates a study as the page does.</summary>
internal static class StudyCommand
{
    /// <param name="market">Of people; null of whole markets.</param>
    public static string OfMeasured(StudyKey study, string? market) =>
        $"souk responses --db FILE{(market is null ? "" : $" --market {Recomputation.Quoted(market)}")} {Asked(study)} --json";

    /// <param name="scenario">As the library names it.</param>
    /// <param name="people">Whose accounts may respond, and whose payment is the event; empty of whole runs.</param>
    public static string OfSimulated(StudyKey study, string scenario, uint seed, string people, string payer)
    {
        string agents = study.People is null
            ? ""
            : $" --people {Recomputation.Quoted(people)} --payer {Recomputation.Quoted(payer)}";
        return $"souk responses --scenario {Recomputation.NameOf(scenario)}{agents} {Asked(study)} --seed {seed} --json";
    }

    private static string Asked(StudyKey study)
    {
        if (study.People is { } people)
        {
            return $"--event reward --outcome {people.ToString().ToLowerInvariant()}";
        }

        string happening =
            study.Happening == Happening.FeeRate ? "fee-rate" : study.Happening.ToString().ToLowerInvariant();
        string outcome = study.Outcome.ToString().ToLowerInvariant();
        return $"--event {happening} --outcome {outcome} --before {DayPanel.Design.DaysBefore} --after {DayPanel.Design.DaysAfter}";
    }
}
