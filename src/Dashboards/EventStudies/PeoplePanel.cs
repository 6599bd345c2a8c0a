using Souk.Dashboards.Records;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Research.Responses;

namespace Souk.Dashboards.EventStudies;

/// <summary>What the people of a market did by day, where a page has room for it.</summary>
internal static class PeoplePanel
{
    /// <summary>People times days that a page reads: 80 MB while it is worked out.</summary>
    public const long DaysMax = 10_000_000;

    /// <summary>How responses of people are looked for.</summary>
    public static ResponseDesign Design { get; } = new();

    public static string TooMany => PageWords.Plain("event-studies.there-are-more-people-and");

    /// <returns>Null where there are too many.</returns>
    public static ResponsePanel? Read(
        DuckDBConnection connection,
        string market,
        PartyOutcome outcome,
        long daysMax = DaysMax
    ) => HasRoom(connection, market, daysMax) ? PartyResponses.Read(connection, market, "reward", outcome) : null;

    /// <summary>The rows of the same panel.</summary>
    /// <returns>Null where there are too many.</returns>
    public static StudyRows? ReadRows(DuckDBConnection connection, string market, PartyOutcome outcome)
    {
        if (!HasRoom(connection, market, DaysMax))
        {
            return null;
        }

        PartyPanel named = PartyResponses.ReadNamed(connection, market, "reward", outcome);
        return StudyRows.Of(named.Panel, unit => named.Parties[unit].ToString(), named.First, Design);
    }

    private static bool HasRoom(DuckDBConnection connection, string market, long daysMax) =>
        Convert.ToInt64(
            RecordQuery.Run(connection, "people_days", ("market", market)).Rows[0][0],
            System.Globalization.CultureInfo.InvariantCulture
        ) <= daysMax;
}
