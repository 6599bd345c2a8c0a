using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;

namespace Souk.Research.Responses;

/// <summary>The effect on one day around events, less what controls did, against the mean of the days before.</summary>
/// <param name="Lag">0 is the day of the event.</param>
/// <param name="Low">Lower end of the interval of this day alone, by resampling days of events.</param>
public readonly record struct ResponseDay(int Lag, double Effect, double Low, double High);

/// <summary>A response day by day, from the days before the event on: what moves there moved without it.</summary>
public static class ResponsePath
{
    private const uint PathStream = 3;

    /// <returns>Empty where the estimate of the same panel and design has too few events or no controls.</returns>
    public static IReadOnlyList<ResponseDay> Of(ResponsePanel panel, ResponseDesign design)
    {
        Windows windows = new(panel, design);
        ResponseEvent[][] days =
        [
            .. panel
                .Events.Distinct()
                .Where(windows.IsClean)
                .GroupBy(found => found.Day)
                .OrderBy(day => day.Key)
                .Select(day => day.OrderBy(found => found.Unit).ToArray()),
        ];
        if (days.Length < design.EventDaysMin || days.Any(day => windows.ControlsOf(day[0].Day).Count == 0))
        {
            return [];
        }

        int[] counts = [.. days.Select(day => day.Length)];
        int[] draws = Draw(days.Length, design);
        return [.. Enumerable.Range(-design.DaysBefore, design.DaysBefore + design.DaysAfter).Select(At)];

        ResponseDay At(int lag)
        {
            double[] sums = [.. days.Select(day => day.Sum(found => windows.LagOf(found, lag)))];
            (double low, double high) = Interval(sums, counts, draws, design);
            return new ResponseDay(lag, sums.Sum() / counts.Sum(), low, high);
        }
    }

    /// <summary>The days of each resample, one after the other: all lags resample the same ones.</summary>
    private static int[] Draw(int days, ResponseDesign design)
    {
        RandomStream random = new(design.Seed, PathStream);
        int[] draws = new int[design.Resamples * days];
        for (int resample = 0; resample < design.Resamples; resample++)
        {
            DrawSequence sequence = random.Sequence(DrawKind.Choice, resample, 0);
            for (int index = 0; index < days; index++)
            {
                draws[(resample * days) + index] = (int)sequence.Below((ulong)days);
            }
        }

        return draws;
    }

    private static (double Low, double High) Interval(double[] sums, int[] counts, int[] draws, ResponseDesign design)
    {
        double[] means = new double[design.Resamples];
        for (int resample = 0; resample < means.Length; resample++)
        {
            double sum = 0;
            int count = 0;
            foreach (int day in draws.AsSpan(resample * sums.Length, sums.Length))
            {
                sum += sums[day];
                count += counts[day];
            }

            means[resample] = sum / count;
        }

        Array.Sort(means);
        double tail = (1 - design.Level) / 2;
        return (Quantile.OfSorted(means, tail), Quantile.OfSorted(means, 1 - tail));
    }
}
