namespace Souk.Simulation.Experiments;

/// <summary>Two scenarios under common random numbers: replicate by replicate with the same luck, so that what differs is the scenario.</summary>
public sealed record BlueprintComparison
{
    /// <summary>Compares results of one seed.</summary>
    /// <exception cref="ArgumentException">Another seed, or another first day.</exception>
    public BlueprintComparison(BlueprintResult first, BlueprintResult second)
    {
        if (first.Seed != second.Seed || first.Blueprint.Start != second.Blueprint.Start)
        {
            throw new ArgumentException(
                $"Results are compared with the same seed and first day, not {first.Seed} from {first.Blueprint.Start:yyyy-MM-dd} with {second.Seed} from {second.Blueprint.Start:yyyy-MM-dd}."
            );
        }

        First = first;
        Second = second;
        Dictionary<string, MetricSeries> others = second.Metrics.ToDictionary(series => series.Spec.Key);
        Differences =
        [
            .. first
                .Metrics.Where(series => others.ContainsKey(series.Spec.Key))
                .Select(series => MetricSeries.Difference(series, others[series.Spec.Key])),
        ];
        OnlyFirst = [.. first.Metrics.Select(series => series.Spec.Key).Where(key => !others.ContainsKey(key))];
        OnlySecond = [.. others.Keys.Except(first.Metrics.Select(series => series.Spec.Key))];
    }

    public BlueprintResult First { get; }

    public BlueprintResult Second { get; }

    /// <summary>Second less first, of every metric that both have.</summary>
    public IReadOnlyList<MetricSeries> Differences { get; }

    /// <summary>The difference of a metric; null where not both have it.</summary>
    public MetricSeries? Find(string key) => Differences.FirstOrDefault(series => series.Spec.Key == key);

    /// <summary>Keys of metrics that the second lacks.</summary>
    public IReadOnlyList<string> OnlyFirst { get; }

    /// <summary>Keys of metrics that the first lacks.</summary>
    public IReadOnlyList<string> OnlySecond { get; }
}
