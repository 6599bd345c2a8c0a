using Souk.Charts;
using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Research.Notebooks;

/// <summary>Many runs of a scenario, which differ in their luck.</summary>
/// <remarks>Under the scenario's own model; <see cref="Scenario.Uncertainty"/> has the union of all.</remarks>
/// <example><code>
/// Ensemble runs = Scenario.Load("masa-like").Ensemble(runs: 50, seed: 7);
/// runs.Bands("price")
/// </code></example>
public sealed class Ensemble
{
    private readonly SimulatedRuns _runs;

    internal Ensemble(SimulatedRuns runs) => _runs = runs;

    public string Title => _runs.Title;

    public string ScenarioHash => _runs.ScenarioHash;

    public uint Seed => _runs.Seed;

    public int Runs => _runs.Runs;

    public string EngineVersion => _runs.EngineVersion;

    /// <summary>SHA-256 over every value and every final balance of all runs.</summary>
    public string Digest => _runs.Digest;

    public int Days => _runs.Days;

    public IReadOnlyList<MetricSpec> Metrics => [.. _runs.Metrics.Select(series => series.Spec)];

    /// <summary>Values of one metric at the close of a day, by replicate.</summary>
    /// <param name="day">Negative counts from the end: −1 is the last.</param>
    /// <example><code>runs.Values("price").Count(price =&gt; price &lt; 0.05)</code></example>
    public IReadOnlyList<double> Values(string metric, int day = -1)
    {
        MetricSeries series = _runs.Of(metric);
        int at = day < 0 ? Days + day : day;
        return [.. Enumerable.Range(0, Runs).Select(run => series[run, at])];
    }

    /// <summary>A quantile over runs at the close of a day: 0.05, 0.25, 0.5, 0.75 or 0.95.</summary>
    /// <param name="day">Negative counts from the end: −1 is the last.</param>
    /// <example><code>runs.Quantile("price", 0.5, day: 0)</code></example>
    public double Quantile(string metric, double share, int day = -1) =>
        _runs.Of(metric).QuantileByDay(share)[day < 0 ? Days + day : day];

    /// <summary>Quantiles of a metric by day.</summary>
    /// <example><code>runs.Bands("price").ToCsv("bands.csv");</code></example>
    public Frame Bands(string metric)
    {
        MetricSeries series = _runs.Of(metric);
        List<(string, string, DuckDBColumn)> columns = [("day", "DATE", DuckDBColumn.Of(_runs.Dates))];
        foreach (double share in Souk.Simulation.Metrics.Quantile.Reported)
        {
            string name = FormattableString.Invariant($"p{share * 100:00}");
            columns.Add((name, "DOUBLE", DuckDBColumn.Of(series.QuantileByDay(share).ToArray())));
        }

        return FrameStore.InMemory().Of(Days, [.. columns]);
    }

    /// <summary>The bands of a metric as a chart.</summary>
    /// <example><code>runs.Chart("price")</code></example>
    public Chart Chart(string metric) => Plot.Fan(_runs.Of(metric), _runs.Dates, Title, Runs);

    /// <summary>Months that the scenario's treasury would last at its pace of the 90 days before, as a fan from day 30 on; 60 stands for more, too.</summary>
    /// <exception cref="InvalidOperationException">There is no treasury that holds anything at the start.</exception>
    /// <example><code>Scenario.Load("masa-like").Ensemble(runs: 20).Runway()</code></example>
    public Chart Runway() =>
        Souk.Simulation.Experiments.Runway.Of(_runs.Metrics) is { } left
            ? Plot.Fan(left, _runs.Dates[Souk.Simulation.Experiments.Runway.FirstDay..], Title, Runs)
            : throw new InvalidOperationException($"{Title} has no treasury that holds anything at its start.");

    public override string ToString() =>
        $"{Title}: {Runs} runs of {Days} days, seed {Seed}, engine {EngineVersion}, digest {Digest[..12]}";
}
