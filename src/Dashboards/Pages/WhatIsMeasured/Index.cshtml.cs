using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Pages.WhatIsMeasured;

/// <summary>All metrics: what is measured, in what unit, by whose definition?</summary>
[KeptPage]
public sealed class IndexModel : PageModel, IExhibitor
{
    /// <summary>By key.</summary>
    public IReadOnlyList<Warehouse.Metrics.Metric> Metrics { get; } = [.. MetricCatalogue.All];
    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "metrics",
                PageWords.Plain("what-is-measured.all-metrics"),
                ExportTable.Of(
                    Metrics,
                    ("metric", row => row.Key),
                    ("title", row => row.Title),
                    ("formula", row => row.Formula),
                    ("unit", row => row.Unit),
                    ("definer", row => row.Definer),
                    ("caveats", row => row.Caveats)
                )
            ),
        ];
}
