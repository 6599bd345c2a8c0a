using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Flywheels;

/// <summary>Contribution brings data value, that demand, that burns, those scarcity, that rewards, and those contribution: link
/// by link what the chain shows of it and what is only supposed.</summary>
public sealed record Flywheel(IReadOnlyList<FlywheelLink> Links)
{
    /// <param name="market">Null where no market is indexed.</param>
    /// <param name="runs">Empty where no scenario is asked for.</param>
    /// <param name="closing">The event study of what people contribute after rewards; null where there is none.</param>
    public static Flywheel Of(DayBook? market, IReadOnlyList<DayBook> runs, Study? closing)
    {
        IReadOnlyList<string> stages = Stage.All;
        return new Flywheel([
            .. stages.Select(
                (from, index) =>
                {
                    string to = stages[(index + 1) % stages.Count];
                    return new FlywheelLink(
                        from,
                        to,
                        market is null ? null : WeeklyPairs.Estimate(Pairs(market, from, to)),
                        // A run is resampled as a whole: its weeks share what happened in it.
                        WeeklyPairs.Estimate([
                            .. runs.Select(run => Pairs(run, from, to).SelectMany(block => block).ToArray()),
                        ]),
                        to == stages[0] ? NoteOf(closing) : null
                    );
                }
            ),
        ]);
    }

    public int Count(LinkState state) => Links.Count(link => link.State == state);

    /// <summary>What a small push has become after one round, where every link has a size; else null.</summary>
    public double? MeasuredGain => Gain(link => link.Measured);

    /// <inheritdoc cref="MeasuredGain"/>
    public double? SimulatedGain => Gain(link => link.Simulated);

    /// <summary>The finding.</summary>
    public string Heading =>
        PageWords.Plain(
            "flywheels.of-links-are-measured-assumed",
            Links.Count,
            Count(LinkState.Measured),
            Count(LinkState.Assumed),
            Count(LinkState.Broken)
        );

    public string Sentence =>
        Count(LinkState.Measured) == Links.Count ? PageWords.Plain("flywheels.the-chain-shows-every-link")
        : Count(LinkState.Broken) > 0
            ? PageWords.Plain(
                "flywheels.a-push-that-goes-round",
                Stage.Name(Links.First(link => link.State == LinkState.Broken).From),
                Stage.Name(Links.First(link => link.State == LinkState.Broken).To)
            )
        : PageWords.Plain("flywheels.nothing-on-chain-contradicts-the");

    public Exhibit ToExhibit() =>
        new(
            "flywheel",
            PageWords.Plain("flywheels.the-flywheel-link-by-link"),
            ExportTable.Of(
                Links,
                ("from", row => row.From),
                ("to", row => row.To),
                ("state", row => row.State.ToString().ToLowerInvariant()),
                ("measured", row => row.Measured?.Size),
                ("measured_low_95", row => row.Measured?.Low),
                ("measured_high_95", row => row.Measured?.High),
                ("weeks", row => row.Measured?.Weeks),
                ("simulated", row => row.Simulated?.Size),
                ("simulated_low_95", row => row.Simulated?.Low),
                ("simulated_high_95", row => row.Simulated?.High),
                ("source", row => row.Source),
                ("note", row => row.Note)
            )
        )
        {
            About = [("units", PageWords.Plain("flywheels.percent-of-the-later-stage"))],
        };

    private double? Gain(Func<FlywheelLink, Elasticity?> size) =>
        Links.All(link => size(link) is not null)
            ? Links.Aggregate(1.0, (gain, link) => gain * size(link)!.Size)
            : null;

    private static IReadOnlyList<(double Earlier, double Later)[]> Pairs(DayBook book, string from, string to) =>
        book.Stages.TryGetValue(from, out double[]? earlier) && book.Stages.TryGetValue(to, out double[]? later)
            ? WeeklyPairs.Of((earlier, IsLevel(from)), (later, IsLevel(to)))
            : [];

    // A week's price is a mean of its days; what is counted or paid is their sum.
    private static bool IsLevel(string stage) => stage is Stage.Value or Stage.Scarcity;

    private static string? NoteOf(Study? closing) =>
        closing?.Sides[0] is { Estimate.Effect: { } effect } side
            ? PageWords.Plain(
                "flywheels.event-study-person-by-person",
                side.Verdict,
                Study.Exact(Math.Round(effect, 4))
            )
        : closing?.Sides[0] is { } none ? PageWords.Plain("flywheels.event-study-person-by-person-2", none.Verdict)
        : null;
}
