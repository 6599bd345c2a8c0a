using Souk.Charts;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Sections;

/// <summary>One metric on a market's page: what was found, a chart where one helps, its rows.</summary>
/// <param name="MetricKey">Of the metric file; unique among the panels.</param>
/// <param name="Finding">The heading, in words and with the number that matters; never called without rows.</param>
/// <param name="Figure">Draws it; null where the table says it better.</param>
internal sealed record Panel(string MetricKey, Func<PanelData, string> Finding, Func<PanelData, Chart>? Figure = null)
{
    /// <summary>Whether the table is a triangle of cohorts.</summary>
    public bool IsCohorts { get; init; }
}

/// <summary>A part of a market's pages.</summary>
/// <param name="Key">The last word of its address.</param>
/// <param name="QuestionKey">Of <see cref="Question"/> among words.</param>
internal sealed record Section(string Key, string QuestionKey, IReadOnlyList<Panel> Panels)
{
    /// <summary>What it answers.</summary>
    public string Question => PageWords.Plain(QuestionKey);
}
