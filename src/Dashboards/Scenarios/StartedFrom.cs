using System.Globalization;
using Souk.Research.States;

namespace Souk.Dashboards.Scenarios;

/// <summary>The market that a scenario began with, as it stood on a day.</summary>
public sealed record StartedFrom(string Market, DateOnly Day)
{
    /// <summary>Each metric that its state was read from, with the address of its definition, SQL and rows as of that day.</summary>
    public IReadOnlyList<(string Key, string Link)> Metrics =>
        [.. InitialStateReader.Metrics.Select(key => (key, LinkOf(key)))];

    private string LinkOf(string key) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/metrics/{key}?market={Uri.EscapeDataString(Market)}&as_of={Day:yyyy-MM-dd}"
        );
}
