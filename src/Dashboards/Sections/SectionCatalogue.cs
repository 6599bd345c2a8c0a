using System.Collections.Immutable;

namespace Souk.Dashboards.Sections;

/// <summary>The parts of a market's pages. A new metric gets a panel by one line in one of these files.</summary>
internal static class SectionCatalogue
{
    public static readonly ImmutableArray<Section> All =
    [
        new("supply", "How much of the token is there, where is it, and does it add up?", SupplyPanels.All),
        new("fees", "What do buyers pay, and who keeps how much of it?", FeePanels.All),
        new("participants", "Who takes part, how long do they stay, and how few have most?", ParticipantPanels.All),
        new(
            "datasets",
            "Which data and models earn, whose are they, and are they what the chain says?",
            DatasetPanels.All
        ),
        new("provenance", "What is everything made of, and is who made it paid?", ProvenancePanels.All),
        new("quality", "How surely is all of this complete?", QualityPanels.All),
    ];

    public static Section? Find(string key) => All.FirstOrDefault(section => section.Key == key);

    public static Panel? PanelOf(string metricKey) =>
        All.SelectMany(section => section.Panels).FirstOrDefault(panel => panel.MetricKey == metricKey);
}
