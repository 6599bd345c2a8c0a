using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Presets;

/// <summary>docs/PRESETS.md: what comes out of the presets, and how much of it rests on assumptions.</summary>
public static class PresetsPage
{
    private const int SwingsShown = 5;

    /// <summary>The page, the same for the same reports.</summary>
    public static string Markdown(IReadOnlyList<PresetReport> reports)
    {
        StringBuilder text = new();
        PresetReport first = reports[0];
        Line(
            text,
            $"""
            # Presets

            Written by `souk scenario presets --markdown`; a test fails when a preset has changed since. {first.Runs} runs each with seed
            {first.Seed}, engine {Engine.EngineVersion.Current}. Values are those of the last day: P5, the median and P95. Where **Models** is 6,
            P5 and P95 are the union of the bands under three ways to expect and two to make prices, and the median is that of the
            preset's own model; where it is 1, the preset's section says why.

            **Assumed** is the share of a metric's variance over runs that is gone when every assumed range is its median, with the same
            luck. **Matters most** is the parameter whose way from P5 to P95 moves that metric most, all others as ever. What was
            published of outcomes is beside what presets say of them in [OBSERVED.md](OBSERVED.md).
            Ranges are a modeller's where nobody published a value: bands say what follows from them, not what will happen.

            | Preset | Metric | P5 | P50 | P95 | Models | Assumed | Matters most |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """
        );
        foreach (PresetReport report in reports)
        {
            Rows(text, report);
        }

        Axes(text, reports);
        foreach (PresetReport report in reports)
        {
            Section(text, report);
        }

        return text.ToString();
    }

    private static void Rows(StringBuilder text, PresetReport report)
    {
        string name = Name(report);
        for (int i = 0; i < report.Bands.Count; i++)
        {
            HeadlineBand band = report.Bands[i];
            string who = i == 0 ? $"[{name}](#{name})" : "";
            string most = band.MattersMost is { } path ? $"`{path}`" : "none";
            Line(
                text,
                $"| {who} | {band.Spec.Key} ({band.Spec.Unit}) | {Number(band.Union.P05)} | {Number(band.P50)} | {Number(band.Union.P95)} | {band.Union.Models} | {Percent(band.AssumedVariance)} | {most} |"
            );
        }
    }

    private static void Axes(StringBuilder text, IReadOnlyList<PresetReport> reports)
    {
        Line(
            text,
            $"""

            Three axes, medians of the last day, each between 0 and 1 ([what they are](people/axes.md)). Power is over a reference of the
            preset's own, decentralisation among those who work or have a say; – where a preset has no work, or nobody but single accounts
            that hold. Transparency is the share of the values that the preset needs which are exact or reported.

            | Preset | Power | Decentralisation | Transparency |
            | --- | --- | --- | --- |
            """
        );
        foreach (PresetReport report in reports)
        {
            string name = Name(report);
            Line(text, $"| [{name}](#{name}) | {string.Join(" | ", report.Axes.Select(Score))} |");
        }
    }

    private static string Score(double? score) => score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    private static void Section(StringBuilder text, PresetReport report)
    {
        Blueprint preset = report.Preset;
        Line(text, $"\n## {Name(report)}\n\n{preset.Title}. *{preset.Question}*\n\n{preset.Story}\n");
        Line(
            text,
            $"From {preset.Start:yyyy-MM-dd}, {preset.HorizonDays} days, {report.AgentCount} agents and accounts. Scenario {preset.Hash[..16]}, digest {report.Digest[..16]}."
        );
        if (preset.Weights.Count > 0)
        {
            IEnumerable<string> weights = preset.Weights.Select(one =>
                $"{one.Key} {QuantityText.Canonical(one.Value)}"
            );
            Line(text, $"One agent stands for: {string.Join(", ", weights)}.");
        }

        Line(
            text,
            $"\n{report.CountOf(Confidence.Exact)} values are exact, {report.CountOf(Confidence.Reported)} reported, {report.CountOf(Confidence.Assumed)} assumed; {Percent(report.Bands[0].AssumedVariance)} of the variance of {preset.Headline[0]} rests on assumed ranges.\n"
        );
        foreach (string why in report.Bands.Select(band => band.Union.WhyOne).OfType<string>().Distinct())
        {
            Line(text, $"One model only: {char.ToLowerInvariant(why[0])}{why[1..]}\n");
        }

        Swings(text, report);
        Facts(text, report);
    }

    private static void Swings(StringBuilder text, PresetReport report)
    {
        Line(text, $"| Range | From | To | moves {report.Preset.Headline[0]} by |\n| --- | --- | --- | --- |");
        foreach (Swing swing in report.Bands[0].Swings.Take(SwingsShown))
        {
            Line(text, $"| `{swing.Path}` | {swing.Low} | {swing.High} | {Number(swing.Change)} |");
        }
    }

    private static void Facts(StringBuilder text, PresetReport report)
    {
        Line(text, $"\n| Known | From | Which |\n| --- | --- | --- |");
        IEnumerable<FactLine> known = report.Sheet.Where(line =>
            line.Confidence != Confidence.Assumed && !IsDefault(line)
        );
        foreach (IGrouping<(Confidence, string), FactLine> group in known.GroupBy(one => (one.Confidence, one.Source)))
        {
            string paths = string.Join(", ", group.Select(line => $"`{line.Path}`"));
            Line(text, $"| {group.Key.Item1.ToString().ToLowerInvariant()} | {group.Key.Item2} | {paths} |");
        }
    }

    private static bool IsDefault(FactLine line) => line.Source.StartsWith("default: ", StringComparison.Ordinal);

    private static string Name(PresetReport report) =>
        report.Preset.Name.Split('/')[^1].Replace(".yaml", "", StringComparison.Ordinal);

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    // Four digits are more than a band of so many runs is sure of.
    private static string Number(double value) =>
        value == 0 ? "0"
        : Math.Abs(value) >= 10_000 ? Rounded(value).ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static double Rounded(double value) =>
        double.Parse(value.ToString("E3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
