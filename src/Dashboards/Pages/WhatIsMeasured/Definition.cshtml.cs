using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Definitions;
using Souk.Dashboards.Disputes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Facts;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Pages.WhatIsMeasured;

/// <summary>One metric: how is it defined, by what query, and what does it say of a market?</summary>
[KeptPage]
public sealed class DefinitionModel(IDashboardData data) : PageModel, IExhibitor
{
    private MetricTable? _rows;

    public Warehouse.Metrics.Metric Metric { get; private set; } = null!;

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>The market whose rows are shown; null where none was asked for.</summary>
    public MarketSummary? Market { get; private set; }

    public TableView? Table { get; private set; }

    public Badge Badge { get; private set; }

    public Coverage? Coverage { get; private set; }

    /// <summary>What is wrong with the address; null where nothing is.</summary>
    public string? Error { get; private set; }

    public MetricRequest Asked { get; private set; } = MetricRequest.Everything;

    /// <summary>The last day that the rows count, UTC; of a block, its day. Null for all that is stored.</summary>
    public DateOnly? Until { get; private set; }

    public IReadOnlyList<FactKind> Kinds => RowEvidence.KindsOf(Metric);

    public IEnumerable<Exhibit> Exhibits =>
        Market is { } market && _rows is { } rows
            ?
            [
                Exhibit.Of(Metric, rows, market),
                new Exhibit("changed_answers", ChainHealth.ChangedAnswersTitle, MetricExport.Of(ChangedAnswers!)),
            ]
            : [];

    /// <summary>What was said of this market in handouts and is said otherwise since; null where no market is asked for.</summary>
    public MetricTable? ChangedAnswers { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, string? market, CancellationToken cancellation)
    {
        if (MetricCatalogue.All.FirstOrDefault(metric => metric.Key == key.Split('.')[0]) is not { } metric)
        {
            return NotFound();
        }

        Metric = metric;
        Markets = await data.ListMarketsAsync(cancellation);
        Market = Markets.FirstOrDefault(one => one.System == market);
        (Asked, Error) = MetricRequest.Parse(Request.Query, metric);
        if (market is not null && Market is null)
        {
            Error = PageWords.Plain("what-is-measured.no-market-is-indexed", market);
        }

        if (Market is { } found)
        {
            try
            {
                await ReadAsync(found, cancellation);
            }
            catch (FormatException wrong)
            {
                Error = wrong.Message;
            }
        }

        Response.StatusCode = Error is null ? 200 : 400;
        return Page();
    }

    private async Task ReadAsync(MarketSummary market, CancellationToken cancellation)
    {
        (MetricTable table, Coverage, Func<object?[], string>? noteOf, ChangedAnswers, Until) = await data.ReadAsync(
            connection =>
            {
                MetricTable rows = Asked.Run(connection, Metric.Key, market.System);
                return (
                    rows,
                    Coverage.Read(connection, market.System, Asked),
                    DisputeNotes.Of(connection, Metric, rows),
                    ChainHealth.ReadChangedAnswers(connection, market.System, Metric.Key),
                    Asked.DayOf(connection, market.System)
                );
            },
            cancellation
        );
        _rows = table;
        Badge = Coverage.Of(Metric, Asked.Actor == MetricActor.Entity);
        Table = MetricTableView.Of(
            Metric,
            table,
            market.System,
            market.Token,
            MetricTableView.IsByTime(table),
            noteOf: noteOf,
            asOf: Until
        );
    }
}
