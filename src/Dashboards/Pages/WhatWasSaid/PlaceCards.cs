using Souk.Charts;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Scores;

namespace Souk.Dashboards.Pages.WhatWasSaid;

/// <summary>How sure published bands were, held against what came.</summary>
internal static class PlaceCards
{
    /// <summary>How far what came lay from the median, by days ahead.</summary>
    public static ChartCard Residual(
        IReadOnlyList<(int DaysAhead, int Count, double Lowest, double Median, double Highest)> residuals,
        bool isSelfTest
    )
    {
        Chart chart = PublishedFigures.ResidualsOf(residuals, isSelfTest);
        return new ChartCard(
            PageWords.Plain(
                "what-was-said.how-far-what-came-lay",
                isSelfTest ? PageWords.Plain("what-was-said.of-self-tests") : ""
            ),
            isSelfTest ? "residuals-of-self-tests" : "residuals",
            chart,
            new CardTable(
                $"{chart.LabelledTitle}, {chart.Y.Caption}",
                [
                    PageWords.Plain("what-was-said.days-ahead"),
                    PageWords.Plain("what-was-said.observations"),
                    PageWords.Plain("what-was-said.lowest"),
                    PageWords.Plain("what-was-said.median"),
                    PageWords.Plain("what-was-said.highest"),
                ],
                [
                    .. residuals.Select(row =>
                        (string[])
                            [
                                $"{row.DaysAhead}",
                                $"{row.Count}",
                                IndexModel.Number(row.Lowest),
                                IndexModel.Number(row.Median),
                                IndexModel.Number(row.Highest),
                            ]
                    ),
                ]
            ),
            ExportTable.Of(
                residuals,
                ("days_ahead", row => row.DaysAhead),
                ("observations", row => row.Count),
                ("lowest", row => row.Lowest),
                ("median", row => row.Median),
                ("highest", row => row.Highest)
            )
        )
        {
            About = [("units", chart.Y.Caption), ("formula", chart.Note!)],
            Badge = Badge.Modelled,
            Definition = "#summary",
        };
    }

    /// <summary>How often bands held what they should hold.</summary>
    public static ChartCard Held(PitHistogram places, bool isSelfTest)
    {
        Chart chart = PublishedFigures.CoverageOf(places, isSelfTest);
        return new ChartCard(
            PageWords.Plain(
                "what-was-said.how-often-bands-held-what",
                isSelfTest ? PageWords.Plain("what-was-said.of-self-tests") : ""
            ),
            isSelfTest ? "coverage-of-self-tests" : "coverage",
            chart,
            new CardTable(
                chart.LabelledTitle,
                [
                    PageWords.Plain("what-was-said.band"),
                    PageWords.Plain("what-was-said.should-hold"),
                    PageWords.Plain("what-was-said.held"),
                ],
                [
                    .. PublishedFigures
                        .HeldBy(places)
                        .Select(one =>
                            (string[])
                                [
                                    PageWords.Plain("what-was-said.middle", one.Nominal),
                                    $"{one.Nominal}",
                                    IndexModel.Number(one.Observed),
                                ]
                        ),
                ]
            ),
            ExportTable.Of(
                PublishedFigures.HeldBy(places),
                ("nominal_percent", row => row.Nominal),
                ("observed_percent", row => row.Observed)
            )
        )
        {
            About = [("units", PageWords.Plain("what-was-said.of-observations")), ("formula", chart.Note!)],
            Badge = Badge.Modelled,
            Definition = "#summary",
        };
    }

    /// <summary>Observations by their place among the futures.</summary>
    public static ChartCard Card(PitHistogram places, bool isSelfTest)
    {
        Chart chart = PublishedFigures.PlacesOf(places, isSelfTest);
        IReadOnlyList<string> tenths = PublishedFigures.Tenths;
        return new ChartCard(
            PageWords.Plain(
                "what-was-said.by-their-place-among-the",
                places.Count,
                places.Count == 1
                    ? PageWords.Plain("what-was-said.observation")
                    : PageWords.Plain("what-was-said.observations-2"),
                isSelfTest ? $" {PageWords.Plain("what-was-said.of-self-tests-2")}" : ""
            ),
            isSelfTest ? "places-of-self-tests" : "places",
            chart,
            new CardTable(
                chart.LabelledTitle,
                [PageWords.Plain("what-was-said.place"), PageWords.Plain("what-was-said.observations")],
                [.. tenths.Zip(places.Bins, (tenth, count) => (string[])[tenth, IndexModel.Number(count)])]
            ),
            ExportTable.Of(
                tenths.Zip(places.Bins),
                ("place", row => row.First),
                ("observations", row => row.Second),
                ("even", _ => (double)places.Count / tenths.Count)
            )
        )
        {
            About =
            [
                ("units", PageWords.Plain("what-was-said.observations-not-whole-where-one")),
                ("formula", chart.Note!),
            ],
            Badge = Badge.Modelled,
            Definition = "#summary",
        };
    }
}
