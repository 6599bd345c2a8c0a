namespace Souk.Dashboards.Pages;

/// <summary>What the head of every page leads to.</summary>
public static class SiteWays
{
    /// <summary>Addresses, with the keys of what readers call them.</summary>
    public static IReadOnlyList<(string Link, string Key)> All { get; } =
    [
        ("/", "nav.markets"),
        ("/unlocks", "nav.unlocks"),
        ("/compare", "nav.compare"),
        ("/scenario", "nav.scenarios"),
        ("/forecasts", "nav.forecasts"),
        ("/claims", "nav.claims"),
        ("/responses", "nav.responses"),
        ("/position", "nav.position"),
        ("/alerts", "nav.alerts"),
        ("/metrics", "nav.metrics"),
        ("/explore", "nav.explore"),
        ("/status", "nav.status"),
        ("/api", "nav.api"),
    ];
}
