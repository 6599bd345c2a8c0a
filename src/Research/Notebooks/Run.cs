using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Simulation.Metrics;

namespace Souk.Research.Notebooks;

/// <summary>One run of a scenario, by day.</summary>
/// <example><code>
/// Run run = Scenario.Load("unlocks").Run(seed: 7);
/// run.Frame("price", "supply").Head(5)
/// </code></example>
public sealed class Run
{
    private readonly SimulatedRuns _runs;
    private readonly IReadOnlyDictionary<string, Int128[]> _units;

    internal Run(SimulatedRuns runs)
    {
        _runs = runs;
        _units = runs.Exact?.Units ?? [];
    }

    public string Title => _runs.Title;

    public string ScenarioHash => _runs.ScenarioHash;

    public uint Seed => _runs.Seed;

    public string EngineVersion => _runs.EngineVersion;

    /// <summary>SHA-256 over every value and every final balance.</summary>
    public string Digest => _runs.Digest;

    public int Days => _runs.Days;

    /// <summary>What was recorded, with units.</summary>
    public IReadOnlyList<MetricSpec> Metrics => [.. _runs.Metrics.Select(series => series.Spec)];

    /// <summary>The day of each value.</summary>
    public IReadOnlyList<DateOnly> Dates => _runs.Dates;

    /// <summary>A metric at the close of each day, as floating point.</summary>
    /// <exception cref="ArgumentException">No such metric; names those that there are.</exception>
    /// <example><code>double worst = run.Series("price").Min();</code></example>
    public IReadOnlyList<double> Series(string metric) => _runs.Of(metric).Run(0).ToArray();

    /// <summary>A metric at the close of the last day.</summary>
    /// <inheritdoc cref="Series"/>
    /// <example><code>run.Last("price")</code></example>
    public double Last(string metric) => _runs.Of(metric)[0, Days - 1];

    /// <summary>An amount at the close of each day, exactly, in base units.</summary>
    /// <exception cref="ArgumentException">No such metric, or it is no amount of a token.</exception>
    /// <example><code>Study.Tokens(run.Units("supply")[^1], 18)</code></example>
    public IReadOnlyList<Int128> Units(string metric) =>
        _units.TryGetValue(_runs.Of(metric).Spec.Key, out Int128[]? units)
            ? units
            : throw new ArgumentException(
                $"'{metric}' is not known in base units; there are {string.Join(", ", _units.Keys)}.",
                nameof(metric)
            );

    /// <summary>What each agent of a population holds at the end, exactly, in base units.</summary>
    /// <param name="population">The part's name, such as `miners.honest`.</param>
    /// <param name="token">Its symbol.</param>
    /// <exception cref="ArgumentException">No such population or token; names those that there are.</exception>
    /// <example><code>run.Balances("team", "TKN").Max()</code></example>
    public IReadOnlyList<Int128> Balances(string population, string token)
    {
        IReadOnlyDictionary<(string, string), Int128[]> all =
            _runs.Exact?.Balances ?? new Dictionary<(string, string), Int128[]>();
        return all.TryGetValue((population, token), out Int128[]? balances)
            ? balances
            : throw new ArgumentException(
                $"No agents '{population}' with {token}; there are {string.Join(", ", all.Keys.Select(key => $"{key.Item1} with {key.Item2}"))}.",
                nameof(population)
            );
    }

    /// <summary>Metrics as columns, one row a day: amounts that are known exactly as HUGEINT of base units.</summary>
    /// <example><code>run.Frame("price", "supply").ToParquet("run.parquet");</code></example>
    public Frame Frame(params string[] metrics)
    {
        List<(string, string, DuckDBColumn)> columns = [("day", "DATE", DuckDBColumn.Of(_runs.Dates))];
        foreach (string metric in metrics)
        {
            columns.Add(
                _units.TryGetValue(metric, out Int128[]? units)
                    ? (metric, "HUGEINT", DuckDBColumn.Of(units))
                    : (metric, "DOUBLE", DuckDBColumn.Of(_runs.Of(metric).Run(0).ToArray()))
            );
        }

        return FrameStore.InMemory().Of(Days, [.. columns]);
    }

    public override string ToString() =>
        $"{Title}: {Days} days, seed {Seed}, engine {EngineVersion}, digest {Digest[..12]}";
}
