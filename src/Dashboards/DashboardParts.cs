namespace Souk.Dashboards;

/// <summary>What a server may show beside its warehouse.</summary>
public sealed record DashboardParts
{
    /// <summary>Where scenario files lie; null shows none.</summary>
    public string? ScenarioFolder { get; init; }
}
