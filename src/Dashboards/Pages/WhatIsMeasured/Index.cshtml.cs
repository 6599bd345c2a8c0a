using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Pages.WhatIsMeasured;

/// <summary>All metrics: what is measured, in what unit, by whose definition?</summary>
public sealed class IndexModel : PageModel
{
    /// <summary>By key.</summary>
    public IReadOnlyList<Warehouse.Metrics.Metric> Metrics { get; } = [.. MetricCatalogue.All];
}
