using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Earnings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Dashboards.Pages.WhatChanges;

/// <summary>The editor of a scenario: what changes when a parameter does?</summary>
public sealed class IndexModel(ScenarioLibrary library, BandRunner runner, EarningDesk desk) : PageModel, IExhibitor
{
    /// <summary>Runs behind the table that needs no script.</summary>
    public const int TableRuns = 16;

    /// <summary>Runs behind files: as many as the page draws in the end.</summary>
    private const int FileRuns = 64;

    /// <summary>Days that the table shows.</summary>
    public const int TableRows = 13;

    /// <summary>Behind the bands; null where nobody asked for them as a table or a file.</summary>
    private BlueprintResult? _bandResult;

    /// <summary>Behind the scores and ways of earning that the page shows, in its files too.</summary>
    private BlueprintResult? _scoreResult;

    public Design Design { get; private set; } = null!;

    public IReadOnlyList<PartExplanation> Parts { get; private set; } = [];

    public IReadOnlyList<MetricSpec> Metrics { get; private set; } = [];

    /// <summary>Where the reader asked for the bands as a table; empty otherwise.</summary>
    public IReadOnlyList<Bands> Bands { get; private set; } = [];

    /// <summary>Its score on three axes, of one run or of as many as the bands have; null where it cannot run.</summary>
    public AxesScore? Axes { get; private set; }

    /// <summary>What accounts are paid by each way of earning, of as many runs; null where the scenario has no accounts.</summary>
    public EarningModes? Ways { get; private set; }

    /// <summary>When what it allots becomes free; null where nothing is locked.</summary>
    public UnlockPlan? Unlocks { get; private set; }

    /// <summary>Whether somebody works for pay, so that break-even can be told.</summary>
    public bool HasEarners => ContributorEarnings.AreIn(Design.Changed);

    /// <summary>Whether it pays to contribute; null where the reader has not asked for a table or its files.</summary>
    public EarningView? Earnings { get; private set; }

    /// <summary>Why it cannot run; null where it can.</summary>
    public string? Failure { get; private set; }

    string? IExhibitor.Error => Design.Error ?? Failure;

    /// <summary>Why the bands are of one model only; empty where they are the union of several, which a stream ends with.</summary>
    public string Models { get; private set; } = "";

    public IEnumerable<Exhibit> Exhibits =>
        [
            .. Bands.Select(band => band.ToExhibit(AboutBands)),
            .. Bands
                .Where(band => !band.IsRunway && Asked.HoldsRuns(band.Key))
                .Select(band => BandRuns.Of(band, AboutBands)),
            .. Earnings?.ToExhibits([.. Identity, .. OfEarnings.About]) ?? [],
            .. Unlocks is { } unlocks
                ? [unlocks.ToExhibit([.. Identity, .. OfPage(UnlockPlan.Key).About])]
                : Array.Empty<Exhibit>(),
            .. Axes is { } axes
                ? [axes.ToExhibit([.. Identity, .. DigestOf(_scoreResult), .. OfPage(AxesScore.Key).About])]
                : Array.Empty<Exhibit>(),
            .. Ways is { } ways
                ? [ways.ToExhibit([.. Identity, .. DigestOf(_scoreResult), .. OfPage(EarningModes.Key).About])]
                : Array.Empty<Exhibit>(),
            new Exhibit(
                AskedFile.Parameters,
                PageWords.Plain("what-changes.parameters"),
                ExportTable.Of(
                    Parts.SelectMany(part => part.Parameters),
                    ("parameter", row => row.Path),
                    ("value", row => row.Value),
                    ("unit", row => UnitOf(row.Path)),
                    ("is_assumed", row => row.IsAssumed),
                    ("origin", row => row.Origin),
                    ("meaning", row => row.Meaning)
                )
            )
            {
                About = [("scenario", Design.Name), ("scenario hash", Design.Changed.Hash)],
            },
        ];

    private AskedFile Asked => new(Request.Query[ExhibitFilter.Parameter].ToString());

    private (string Name, string Text)[] AboutBands =>
        [.. Identity, ("runs", $"{OfBands.Runs}"), .. DigestOf(_bandResult), .. OfBands.About];

    /// <summary>How the bands are had again that the files hold, and the page once all runs are there.</summary>
    public Recomputation OfBands =>
        Recomputation.OfBands(Design, Bands.Count > 0 ? Bands[0].Runs : FileRuns) with
        {
            Digest = _bandResult?.Digest,
        };

    /// <summary>How what only this page shows is had again.</summary>
    /// <param name="key">Of its file.</param>
    public Recomputation OfPage(string key) =>
        Recomputation.OfPage(Design, $"/scenarios/{Design.Name}{Design.Query()}", key, _scoreResult?.Runs);

    /// <summary>How both tables of break-even are had again; played for themselves, in as many runs as their days allow.</summary>
    public Recomputation OfEarnings =>
        Recomputation.OfPage(
            Design,
            $"/scenarios/{Design.Name}{Design.Query()}",
            EarningView.ByRole,
            EarningDesk.RunsOf(Design.Changed)
        );

    private IEnumerable<(string Name, string Text)> Identity =>
        [
            ("scenario", Design.Name),
            ("changes", string.Join("; ", Design.Changes.Select(change => $"{change.Path}={change.Value}"))),
            ("scenario hash", Design.Changed.Hash),
            ("seed", $"{Design.Seed}"),
        ];

    private static IEnumerable<(string Name, string Text)> DigestOf(BlueprintResult? result) =>
        [("results", result?.Digest ?? "")];

    public async Task<IActionResult> OnGetAsync(string name, string? table, CancellationToken cancellation)
    {
        if (library.Find(name) is not { } shipped)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        Parts = BlueprintExplanation.Of(Design.Changed);
        Metrics = BlueprintModel.Build(Design.Changed).Metrics;
        Unlocks = UnlockPlan.Of(Design.Changed);
        AskedFile asked = Asked;
        if (Design.Error is null && ExhibitFilter.Refusal(asked.Name, FileKeys) is { } refusal)
        {
            return refusal;
        }

        int runs =
            asked.NeedsRuns ? FileRuns
            : table is not null ? TableRuns
            : 0;
        Models = ModelUnion.WhyOne(Design.Changed);
        try
        {
            if (runs > 0)
            {
                (Bands, _bandResult) = await runner.RunAllAsync(Design, runs, cancellation);
            }

            if (AxesScore.NeedsRun(Design.Changed) || EarningModes.AreIn(Design.Changed))
            {
                // The stream of the page begins with the same single run.
                int scored = table is not null ? TableRuns : 1;
                _scoreResult = await runner.ResultAsync(Design.Changed, Design.Seed, scored, cancellation);
                Ways = EarningModes.Of(_scoreResult);
            }

            Axes = AxesScore.Of(Design.Changed, _scoreResult);

            if (HasEarners && (table is not null || asked.NeedsEarnings))
            {
                Earnings = await desk.PlayAsync(Design.Changed, Design.Seed, cancellation);
            }
        }
        catch (Exception failed) when (failed is ScenarioException or Simulation.Experiments.RunException)
        {
            Failure = failed.Message;
        }

        Response.StatusCode = Design.Error is null ? 200 : 400;
        return Page();
    }

    /// <summary>Of all files that the page may have, before anything is played.</summary>
    private IEnumerable<string> FileKeys =>
        [
            .. Design.Shown,
            .. Design.Shown.Select(BandRuns.KeyOf),
            .. Design.ShowsRunway ? [Runway.Key] : Array.Empty<string>(),
            .. HasEarners ? [EarningView.ByRole, EarningView.ByCohort] : Array.Empty<string>(),
            .. Unlocks is null ? Array.Empty<string>() : [UnlockPlan.Key],
            AxesScore.Key,
            .. EarningModes.AreIn(Design.Changed) ? [EarningModes.Key] : Array.Empty<string>(),
            AskedFile.Parameters,
        ];

    /// <summary>The market that it began with as it stood; null where it began with none.</summary>
    public StartedFrom? Start =>
        library.TextOf(Design.Name) is { } text && MarketStarter.OriginOf(text) is { } origin
            ? new StartedFrom(origin.Market, origin.Day)
            : null;

    /// <summary>Whether the changes can become a scenario of the reader's own.</summary>
    public bool CanSave => library.IsOpen && Design.IsChanged && library.SourceOf(Design.Name) is not null;

    public IActionResult OnPost(string name)
    {
        if (library.Find(name) is not { } shipped || library.SourceOf(name) is not { } source)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        if (Design.Error is { } error)
        {
            return Refuse(error, StatusCodes.Status400BadRequest);
        }

        try
        {
            string kept = Design.IsChanged ? library.Keep(Design.Over(source)!) : name;
            return Redirect($"/scenarios/{kept}");
        }
        catch (ScenarioException refused)
        {
            return Refuse(refused.Message, StatusCodes.Status400BadRequest);
        }
        catch (ShelfFullException full)
        {
            return Refuse(full.Message, StatusCodes.Status429TooManyRequests);
        }

        PageResult Refuse(string reason, int status)
        {
            Design = Design with { Error = reason };
            Parts = BlueprintExplanation.Of(Design.Base);
            Metrics = BlueprintModel.Build(Design.Base).Metrics;
            Response.StatusCode = status;
            return Page();
        }
    }

    /// <summary>Whether a reader made it here, so that no file of this name lies anywhere.</summary>
    public bool IsOwn => library.TextOf(Design.Name) is not null;

    /// <summary>The scenario as a file, with the changes below it; where the file that ships builds on another one or changes
    /// something already, the changes over it.</summary>
    public string FileText =>
        !Design.IsChanged && library.FileOf(Design.Name) is { } whole ? whole
        : (library.SourceOf(Design.Name) ?? library.TextOf(Design.Name)) is { } source
        && Design.Over(source) is { } text
            ? text
        : Design.Yaml();

    /// <summary>What the page shows as a file, to be kept: `scenario.yaml`.</summary>
    public IActionResult OnGetYaml(string name)
    {
        if (library.Find(name) is not { } shipped)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        return Design.Error is { } error
            ? new ContentResult { StatusCode = StatusCodes.Status400BadRequest, Content = error }
            : File(Encoding.UTF8.GetBytes(FileText), "text/yaml; charset=utf-8", "scenario.yaml");
    }

    /// <summary>The unit in which a parameter is written.</summary>
    public string UnitOf(string path) =>
        SettingOf(Design.Changed, path) is { } found ? SettingWords.UnitOf(found.Spec.Kind) : "";

    /// <summary>How a parameter can be slid; null where it is no number that could be.</summary>
    public Slider? SliderOf(string path) =>
        SettingOf(Design.Base, path) is { } before && SettingOf(Design.Changed, path) is { } now
            ? Slider.Of(before, now)
            : null;

    /// <summary>The value of the baseline, as people write it.</summary>
    public string BaseOf(string path) => SettingOf(Design.Base, path) is { } found ? SettingWords.Of(found) : "";

    private static Setting? SettingOf(Blueprint blueprint, string path) =>
        blueprint.Find(path[..path.LastIndexOf('.')])?.Settings[path[(path.LastIndexOf('.') + 1)..]];
}
