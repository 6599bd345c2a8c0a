using System.Collections.Immutable;

namespace Souk.Dashboards.Sections;

/// <summary>The parts of a market's pages. A new metric gets a panel by one line in one of these files.</summary>
internal static class SectionCatalogue
{
    public static readonly ImmutableArray<Section> All =
    [
        new("supply", "sections.how-much-of-the-token", SupplyPanels.All),
        new("fees", "sections.what-do-buyers-pay-and", FeePanels.All),
        new("participants", "sections.who-takes-part-how-long", ParticipantPanels.All),
        new("datasets", "sections.which-data-and-models-earn", DatasetPanels.All),
        new("provenance", "sections.what-is-everything-made-of", ProvenancePanels.All),
        new("quality", "sections.how-surely-is-all-of", QualityPanels.All),
    ];

    public static Section? Find(string key) => All.FirstOrDefault(section => section.Key == key);

    public static Panel? PanelOf(string metricKey) =>
        All.SelectMany(section => section.Panels).FirstOrDefault(panel => panel.MetricKey == metricKey);
}
