using Souk.Simulation.Engine;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Experiments;

/// <summary>One metric over all runs and days of an ensemble.</summary>
public sealed class MetricSeries
{
    private readonly double[] _values;
    private readonly double[][] _quantiles;

    private MetricSeries(MetricSpec spec, int days, double[] values)
    {
        Spec = spec;
        Days = days;
        _values = values;
        _quantiles = [.. Quantile.Reported.Select(_ => new double[days])];
        FillQuantiles();
    }

    public MetricSpec Spec { get; }

    public int Days { get; }

    public int Runs => _values.Length / Days;

    /// <summary>The value of one run at the close of one day.</summary>
    public double this[int run, int day] => _values[(run * Days) + day];

    /// <summary>One run by day.</summary>
    public ReadOnlySpan<double> Run(int run) => _values.AsSpan(run * Days, Days);

    /// <summary>A quantile over runs by day: 0.05, 0.25, 0.5, 0.75 or 0.95.</summary>
    /// <exception cref="ArgumentException">Another share than the reported ones.</exception>
    public IReadOnlyList<double> QuantileByDay(double share)
    {
        int index = Quantile.Reported.ToList().IndexOf(share);
        return index >= 0
            ? _quantiles[index]
            : throw new ArgumentException(
                $"{share} is not among {string.Join(", ", Quantile.Reported)}.",
                nameof(share)
            );
    }

    internal static MetricSeries Of(MetricSpec spec, int metric, RunResult[] runs)
    {
        int days = runs[0].Days;
        double[] values = new double[runs.Length * days];
        for (int run = 0; run < runs.Length; run++)
        {
            runs[run].Series(metric).CopyTo(values.AsSpan(run * days));
        }

        return new MetricSeries(spec, days, values);
    }

    /// <param name="values">By run, then day.</param>
    internal static MetricSeries Of(MetricSpec spec, int days, double[] values) => new(spec, days, values);

    /// <summary>The second less the first, run by run, on the days that both have.</summary>
    internal static MetricSeries Difference(MetricSeries first, MetricSeries second)
    {
        int days = Math.Min(first.Days, second.Days);
        double[] values = new double[days * Math.Min(first.Runs, second.Runs)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = second[i / days, i % days] - first[i / days, i % days];
        }

        return new MetricSeries(second.Spec, days, values);
    }

    private void FillQuantiles()
    {
        double[] sample = new double[Runs];
        for (int day = 0; day < Days; day++)
        {
            for (int run = 0; run < sample.Length; run++)
            {
                sample[run] = this[run, day];
            }

            Array.Sort(sample);
            for (int i = 0; i < _quantiles.Length; i++)
            {
                _quantiles[i][day] = Quantile.OfSorted(sample, Quantile.Reported[i]);
            }
        }
    }
}
