using Souk.Dashboards.Trust;
using Souk.DuckDb;
using Souk.Research.Responses;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.EventStudies;

/// <summary>Responses of whole markets, or of the runs of a scenario, to what happens to them, each worked out when asked: what a
/// terminal asks, by the code of the page.</summary>
public static class DayStudies
{
    /// <summary>How such a response is looked for.</summary>
    public static ResponseDesign Design => DayPanel.Design;

    /// <summary>All markets of a warehouse: those to which nothing happened are the controls.</summary>
    /// <param name="asOf">Rows of later blocks do not count. UTC; null for all.</param>
    public static StudySide Measured(
        DuckDBConnection connection,
        Happening happening,
        DayOutcome outcome,
        ResponseDesign design,
        DateTime? asOf
    )
    {
        IReadOnlyList<DayBook> books = MarketBooks.ReadAsOf(connection, asOf);
        return Side(Badge.Indexed, Words.MarketsOf(books, outcome), DayPanel.Of(books, happening, outcome), design);
    }

    /// <summary>As <see cref="Measured"/>, of days that somebody declares for a market.</summary>
    /// <param name="declared">By system; those of markets that are not indexed do not count.</param>
    public static StudySide MeasuredDeclared(
        DuckDBConnection connection,
        ILookup<string, DateOnly> declared,
        DayOutcome outcome,
        ResponseDesign design,
        DateTime? asOf
    )
    {
        IReadOnlyList<DayBook> books = MarketBooks.ReadAsOf(connection, asOf);
        return Side(
            Badge.Indexed,
            Words.MarketsOf(books, outcome),
            DayPanel.OfDeclared(books, declared, outcome),
            design
        );
    }

    /// <summary>The runs of a scenario: a run is a unit, as a market is.</summary>
    public static StudySide Simulated(
        BlueprintResult result,
        Happening happening,
        DayOutcome outcome,
        ResponseDesign design
    ) => Side(Badge.Modelled, Words.RunsOf(result), DayPanel.Of(SimulatedBooks.Of(result), happening, outcome), design);

    /// <param name="happening">Null for what a file declares.</param>
    public static string Question(Happening? happening, DayOutcome outcome) => Words.Question(happening, outcome);

    /// <summary>Of the effect, a day.</summary>
    public static string Unit(DayOutcome outcome) => Words.Unit(outcome);

    private static StudySide Side(Badge badge, string of, ResponsePanel? panel, ResponseDesign design) =>
        StudySide.From(badge, of, panel, design, Words.Missing(badge));
}
