using Souk.Dashboards.Access;
using Souk.Dashboards.Explore;

namespace Souk.Dashboards;

/// <summary>What a server may show beside its warehouse.</summary>
public sealed record DashboardParts
{
    /// <summary>Where scenario files lie; null shows none.</summary>
    public string? ScenarioFolder { get; init; }

    /// <summary>Who may ask; anyone on this machine and nobody else unless said otherwise.</summary>
    public AccessPolicy Access { get; init; } = new();

    /// <summary>Runs readers' SQL; null runs none.</summary>
    public QueryDesk? Queries { get; init; }

    /// <summary>Where queries are saved; null saves none.</summary>
    public QueryShelf? SavedQueries { get; init; }
}
