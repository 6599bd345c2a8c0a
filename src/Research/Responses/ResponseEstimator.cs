using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;

namespace Souk.Research.Responses;

/// <summary>Event study and difference in differences, with controls, placebo dates and an interval by resampling.</summary>
/// <remarks>
/// An event's controls are the units to which nothing happened within its window, so no unit is compared with one that was
/// treated before (the fault of two-way fixed effects with staggered treatment: Goodman-Bacon, J. Econometrics 225, 2021).
/// The interval resamples days, since events of one day share what else happened (block bootstrap: Bertrand, Duflo and
/// Mullainathan, QJE 119, 2004). All draws are counted by seed, so the same panel and design give the same estimate.
/// </remarks>
public static class ResponseEstimator
{
    private const uint ResampleStream = 1;
    private const uint PlaceboStream = 2;

    public static ResponseEstimate Estimate(ResponsePanel panel, ResponseDesign design)
    {
        Windows windows = new(panel, design);
        List<ResponseEvent> clean = [.. Clean(panel, windows)];
        int dropped = panel.Events.Count - clean.Count;
        List<IGrouping<int, ResponseEvent>> days = [.. clean.GroupBy(found => found.Day).OrderBy(day => day.Key)];
        if (days.Count < design.EventDaysMin)
        {
            string few = $"{days.Count} days with clean events, of {design.EventDaysMin} that it takes";
            return ResponseEstimate.TooFew(few, clean.Count, days.Count, dropped);
        }

        if (clean.Any(found => windows.ControlsOf(found.Day).Count == 0))
        {
            string alone = "an event has no unit to which nothing happened at the time";
            return ResponseEstimate.TooFew(alone, clean.Count, days.Count, dropped);
        }

        double[][] effects =
        [
            .. days.Select(day => day.OrderBy(found => found.Unit).Select(windows.EffectOf).ToArray()),
        ];
        double effect = MeanOf(effects);
        double? placebo = PlaceboShare(windows, clean, effect, design);
        return placebo is null
            ? ResponseEstimate.TooFew("a unit has no date for a placebo", clean.Count, days.Count, dropped)
            : Judge(windows, clean, effects, effect, placebo.Value, dropped);
    }

    /// <summary>The events that an estimate counts, in their order: the others are too near to another of the same unit, or to an end
    /// of the panel.</summary>
    public static IReadOnlyList<ResponseEvent> Counted(ResponsePanel panel, ResponseDesign design) =>
        [.. Clean(panel, new Windows(panel, design))];

    private static IEnumerable<ResponseEvent> Clean(ResponsePanel panel, Windows windows) =>
        panel.Events.Distinct().Where(windows.IsClean);

    private static ResponseEstimate Judge(
        Windows windows,
        List<ResponseEvent> clean,
        double[][] effects,
        double effect,
        double placebo,
        int dropped
    )
    {
        ResponseDesign design = windows.Design;
        (double low, double high) = Interval(effects, design);
        bool isSeen = (low > 0 || high < 0) && placebo <= 1 - design.Level;
        return new ResponseEstimate(
            isSeen ? ResponseVerdict.Seen : ResponseVerdict.NoneSeen,
            isSeen ? "the interval leaves 0 out and few placebos move as much"
                : low <= 0 && high >= 0 ? "the interval holds 0"
                : "placebo dates move as much",
            clean.Count,
            effects.Length,
            dropped,
            clean.Average(windows.ChangeOf),
            effect,
            low,
            high,
            placebo,
            [.. Enumerable.Range(0, design.DaysAfter).Select(lag => clean.Average(found => windows.LagOf(found, lag)))]
        );
    }

    private static (double Low, double High) Interval(double[][] effects, ResponseDesign design)
    {
        RandomStream random = new(design.Seed, ResampleStream);
        double[] means = new double[design.Resamples];
        double[] sums = [.. effects.Select(day => day.Sum())];
        for (int draw = 0; draw < means.Length; draw++)
        {
            DrawSequence sequence = random.Sequence(DrawKind.Choice, draw, 0);
            double sum = 0;
            int count = 0;
            for (int index = 0; index < sums.Length; index++)
            {
                int day = (int)sequence.Below((ulong)sums.Length);
                sum += sums[day];
                count += effects[day].Length;
            }

            means[draw] = sum / count;
        }

        Array.Sort(means);
        double tail = (1 - design.Level) / 2;
        return (Quantile.OfSorted(means, tail), Quantile.OfSorted(means, 1 - tail));
    }

    /// <summary>Each placebo set keeps the units of the events and moves their days to where nothing happened.</summary>
    private static double? PlaceboShare(
        Windows windows,
        List<ResponseEvent> clean,
        double effect,
        ResponseDesign design
    )
    {
        Dictionary<int, int[]> dates = clean
            .Select(found => found.Unit)
            .Distinct()
            .ToDictionary(unit => unit, unit => windows.PlaceboDays(unit).ToArray());
        if (dates.Values.Any(days => days.Length == 0))
        {
            return null;
        }

        RandomStream random = new(design.Seed, PlaceboStream);
        int asMuch = 1;
        for (int draw = 0; draw < design.Placebos; draw++)
        {
            DrawSequence sequence = random.Sequence(DrawKind.Choice, draw, 0);
            double sum = 0;
            foreach (ResponseEvent found in clean)
            {
                int[] days = dates[found.Unit];
                sum += windows.EffectOf(found with { Day = days[(int)sequence.Below((ulong)days.Length)] });
            }

            asMuch += Math.Abs(sum / clean.Count) >= Math.Abs(effect) ? 1 : 0;
        }

        return (double)asMuch / (design.Placebos + 1);
    }

    private static double MeanOf(double[][] clusters) =>
        clusters.Sum(day => day.Sum()) / clusters.Sum(day => day.Length);
}
