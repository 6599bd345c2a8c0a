using Souk.Dashboards.Access;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Explore;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Claims;

namespace Souk.Dashboards;

/// <summary>What a server may show beside its warehouse.</summary>
public sealed record DashboardParts
{
    /// <summary>Where scenario files lie; null shows none.</summary>
    public string? ScenarioFolder { get; init; }

    /// <summary>Where published forecasts lie with the scenarios that they were made with; null knows no such scenario.</summary>
    public string? ForecastFolder { get; init; }

    /// <summary>Who may ask; anyone on this machine and nobody else unless said otherwise.</summary>
    public AccessPolicy Access { get; init; } = new();

    /// <summary>Runs readers' SQL; null runs none.</summary>
    public QueryDesk? Queries { get; init; }

    /// <summary>Where queries are saved; null saves none.</summary>
    public TextShelf? SavedQueries { get; init; }

    /// <summary>Where scenarios are kept that readers make; null keeps none.</summary>
    public TextShelf? SavedScenarios { get; init; }

    /// <summary>Reads the first sheet of an XLSX file as CSV, and throws a <see cref="FormatException"/> where it cannot;
    /// null reads CSV only.</summary>
    public Func<Stream, string>? ReadWorkbook { get; init; }

    /// <summary>Public statements; none shows an empty page.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>A page that took longer is shown as it last was, as of an earlier block, while it is made anew behind the
    /// readers; null makes every reader wait for what is true now.</summary>
    public TimeSpan? PageTimeMax { get; init; }

    /// <summary>A browser that waits longer for a page is told that it is being made, and gets it then; null lets it wait.</summary>
    public TimeSpan? FirstAnswerAfter { get; init; }

    /// <summary>Whether pages that readers come to first are made when the server starts.</summary>
    public bool MakesPagesAhead { get; init; }

    /// <summary>Whether this process also indexes: then pages follow by themselves.</summary>
    public bool IsFollowing { get; init; }

    /// <summary>Chains of which that indexing stopped.</summary>
    public IndexStops IndexStops { get; init; } = () => [];

    /// <summary>Wait between two looks at how far the index is, while a reader listens.</summary>
    public TimeSpan LiveDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A stream of runs ends after this; what came is kept on the page.</summary>
    public TimeSpan StreamTimeMax { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What readers are told, in their language.</summary>
    public Wording Words { get; init; } = Wording.English;

    /// <summary>Rows of a file of stored facts; more are refused.</summary>
    public int FactFileRowsMax { get; init; } = 100_000;

    /// <summary>Where pages are kept that a server made.</summary>
    internal PageShelf ShelfFor(IDashboardData data, IServiceProvider services, Action<Exception>? onFailure) =>
        new(data, services, IndexStops, PageTimeMax, FirstAnswerAfter, onFailure);
}
