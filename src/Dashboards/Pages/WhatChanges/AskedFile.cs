using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Scenarios;

namespace Souk.Dashboards.Pages.WhatChanges;

/// <summary>What has to be played for a file of the editor's page, before anything is.</summary>
/// <param name="Name">As the address names it; empty where it names none.</param>
internal sealed record AskedFile(string Name)
{
    /// <summary>Names the file of all parameters.</summary>
    public const string Parameters = "parameters";

    private static readonly string[] s_ofFewRuns =
    [
        Parameters,
        UnlockPlan.Key,
        AxesScore.Key,
        EarningModes.Key,
        EarningView.ByRole,
        EarningView.ByCohort,
    ];

    private bool IsOfAll => Name is ExhibitFilter.Index or ExhibitFilter.Bundle;

    /// <summary>Whether it says what more runs say than the page shows at first.</summary>
    public bool NeedsRuns => Name.Length > 0 && !s_ofFewRuns.Any(Is);

    public bool NeedsEarnings => IsOfAll || Name.StartsWith(EarningView.ByRole, StringComparison.Ordinal);

    /// <summary>Whether it holds the runs behind a metric's bands: they are many, and no other file waits for them.</summary>
    public bool HoldsRuns(string metric) => IsOfAll || Is(BandRuns.KeyOf(metric));

    private bool Is(string key) => Name.StartsWith(key + ".", StringComparison.Ordinal);
}
