using Souk.Charts.Themes;

namespace Souk.Charts.Series;

/// <summary>Where the bars of a waterfall begin and what colour they have.</summary>
internal static class Waterfall
{
    /// <summary>Zero for totals; for changes what all steps so far lead to.</summary>
    public static IReadOnlyList<double> BasesOf(WaterfallSeries steps)
    {
        double[] bases = new double[steps.Y.Count];
        double reached = 0;
        for (int step = 0; step < bases.Length; step++)
        {
            bases[step] = steps.Totals[step] ? 0 : reached;
            reached = steps.Totals[step] ? steps.Y[step] : reached + steps.Y[step];
        }

        return bases;
    }

    public static Tone ToneOf(WaterfallSeries steps, int step, double change) =>
        steps.Totals[step] ? steps.Tone
        : change < 0 ? Tone.Vermilion
        : Tone.Sky;
}
