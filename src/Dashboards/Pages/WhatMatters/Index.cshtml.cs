using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;
using Variation = Souk.Simulation.Designs.Variation;

namespace Souk.Dashboards.Pages.WhatMatters;

/// <summary>A scenario's parameters: which of them matter, and where do two together fail?</summary>
/// <remarks>It ends when the reader leaves.</remarks>
[KeptPage(HasFirstAnswer = true)]
public sealed class IndexModel(ScenarioLibrary library, SensitivityDesk desk) : PageModel, IExhibitor
{
    /// <summary>A study that takes longer is given up.</summary>
    private static readonly TimeSpan s_timeMax = TimeSpan.FromSeconds(60);

    private static readonly string[] s_files =
    [
        Sensitivity.TornadoKey,
        Sensitivity.TornadoRunsKey,
        Sensitivity.MapKey,
        Sensitivity.MapRunsKey,
        VarianceShares.Key,
    ];

    public Design Design { get; private set; } = null!;

    public IReadOnlyList<MetricSpec> Metrics { get; private set; } = [];

    /// <summary>The metric that is to be explained.</summary>
    public string Metric { get; private set; } = "";

    public IReadOnlyList<Variation> Ranges { get; private set; } = [];

    /// <summary>Below it the metric counts as failed, as the reader wrote it; empty for half of the middle.</summary>
    public string Threshold { get; private set; } = "";

    /// <summary>Null where it could not be found out.</summary>
    public Sensitivity? Found { get; private set; }

    /// <summary>Why not; null where it could.</summary>
    public string? Error { get; private set; }

    string? IExhibitor.Error => Error ?? Unfinished;

    /// <summary>What there was no time for, with what to do; null where all is there.</summary>
    public string? Unfinished { get; private set; }

    /// <summary>Whether more runs follow.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>Shares of variance; null where the reader has not asked for them, since they take many runs.</summary>
    public VarianceShares? Variance { get; private set; }

    /// <summary>All that is asked for, without the words for a file of it.</summary>
    public string Asked =>
        Design.Query() + string.Concat(Ranges.Select(range => $"&vary={Uri.EscapeDataString(range.ToString())}"));

    public IEnumerable<Exhibit> Exhibits =>
        [
            .. Found is { } found ? found.ToExhibits(Identity, OfTornado(found), OfMap(found)) : [],
            .. Variance is { } shares
                ? [shares.ToExhibit([.. Identity, .. OfVariance(shares).About])]
                : Array.Empty<Exhibit>(),
        ];

    /// <summary>How the swings are had again.</summary>
    public Recomputation OfTornado(Sensitivity found) => Recomputation.OfTornado(Design, found);

    /// <summary>How the shares of variance are.</summary>
    public Recomputation OfVariance(VarianceShares shares) => Recomputation.OfVariance(Design, shares);

    /// <summary>How the failure map is: no other verb plays its grid.</summary>
    public Recomputation OfMap(Sensitivity found) =>
        Recomputation.OfPage(
            Design,
            $"/scenarios/{Design.Name}/matters{Asked}{(Threshold.Length == 0 ? "" : $"&below={Uri.EscapeDataString(Threshold)}")}",
            Sensitivity.MapKey,
            found.Runs
        ) with
        {
            Digest = found.Map?.Digest,
        };

    private (string Name, string Text)[] Identity =>
        [("scenario", Design.Name), ("scenario hash", Design.Changed.Hash), ("seed", $"{Design.Seed}")];

    private bool AsksForVariance => Request.Query.ContainsKey(VarianceShares.Key);

    public async Task<IActionResult> OnGetAsync(string name, string? below, CancellationToken cancellation)
    {
        if (library.Find(name) is not { } shipped)
        {
            return NotFound();
        }

        Design = Design.Parse(name, shipped, Request.Query);
        Metrics = BlueprintModel.Build(Design.Changed).Metrics;
        Metric = Design.Shown[0];
        Threshold = below ?? "";
        string file = Request.Query[ExhibitFilter.Parameter].ToString();
        if (Design.Error is null && ExhibitFilter.Refusal(file, s_files) is { } refusal)
        {
            return refusal;
        }

        try
        {
            await FindAsync(cancellation);
        }
        catch (Exception wrong) when (wrong is FormatException or ScenarioException)
        {
            Refuse(wrong.Message, 400);
        }
        catch (RunException failed)
        {
            Refuse(PageWords.Plain("what-matters.it-cannot-run", failed.Message), 422);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && FirstAnswer.IsWanted(Request))
        {
            IsFirst = true;
            Response.StatusCode = 202;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && Found is not null)
        {
            Unfinished = PageWords.Plain("what-matters.where-two-of-them-fail", s_timeMax.TotalSeconds);
            // Not to be kept: who asks again gets more.
            Response.StatusCode = 202;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Refuse(PageWords.Plain("what-matters.it-took-longer-than-s", s_timeMax.TotalSeconds), 503);
        }

        return Page();
    }

    private async Task FindAsync(CancellationToken cancellation)
    {
        double? threshold =
            Threshold.Length == 0 ? null
            : double.TryParse(Threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
                ? number
            : throw new FormatException(PageWords.Plain("what-matters.is-not-a-number-such", Threshold));
        if (Design.Error is { } error)
        {
            throw new FormatException(error);
        }

        Ranges = desk.RangesOf(Design.Changed, [.. Request.Query["vary"]]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(FirstAnswer.IsWanted(Request) ? FirstAnswer.TimeMax : s_timeMax);
        // Where runs take long a first answer is better than none; the tornado is then known and the map is what is left to play.
        Found = await desk.TornadoAsync(Design.Changed, Ranges, Metric, Design.Seed, runs: 1, limit.Token);
        Found = await desk.TornadoAsync(Design.Changed, Ranges, Metric, Design.Seed, runs: null, limit.Token);
        if (AsksForVariance)
        {
            Variance = await desk.VarianceAsync(Design.Changed, Ranges, Metric, Design.Seed, rows: null, limit.Token);
        }

        Found = await desk.StudyAsync(Design.Changed, Ranges, Metric, Design.Seed, threshold, limit.Token);
    }

    private void Refuse(string error, int status)
    {
        Error = error;
        Response.StatusCode = status;
    }
}
