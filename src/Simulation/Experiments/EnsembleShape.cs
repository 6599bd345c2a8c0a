using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Experiments;

/// <summary>What all shards of an ensemble agree on; enough to merge them without the scenario.</summary>
/// <remarks>
/// Run i is replicate i mod <see cref="Replicates"/> of point i / <see cref="Replicates"/>. Replicate r of all points draws
/// the same random numbers, so that points differ by their parameters alone; unless each run has luck of its own.
/// </remarks>
/// <param name="Name">The title of the scenario, for people.</param>
/// <param name="Start">Day 0.</param>
/// <param name="Days">Of a run.</param>
/// <param name="Replicates">Runs of each point.</param>
/// <param name="Points">The points of the design; one where nothing varies.</param>
/// <param name="Metrics">In the order in which runs record them.</param>
public sealed record EnsembleShape(
    string Name,
    DateOnly Start,
    int Days,
    uint Seed,
    int Replicates,
    IReadOnlyList<EnsemblePoint> Points,
    IReadOnlyList<MetricSpec> Metrics
)
{
    public int Runs => Points.Count * Replicates;

    public string EngineVersion { get; init; } = Engine.EngineVersion.Current;

    /// <summary>Whether no two runs draw the same random numbers, whatever their points.</summary>
    public bool HasOwnLuck { get; init; }

    /// <summary>SHA-256 over engine version, seed, replicates, days, whose luck and the hashes of all points, lower-case hexadecimal.
    /// </summary>
    public string Hash
    {
        get
        {
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"{EngineVersion}\n{Seed}\n{Replicates}\n{Days}\n");
            text.Append(HasOwnLuck ? "own luck\n" : "");
            text.AppendJoin('\n', Points.Select(point => point.Hash));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    public int PointOf(int run) => run / Replicates;

    /// <summary>Which run of its point.</summary>
    public uint ReplicateOf(int run) => (uint)(run % Replicates);

    /// <summary>Under which replicate of the seed a run draws its numbers.</summary>
    public uint LuckOf(int run) => HasOwnLuck ? (uint)run : ReplicateOf(run);
}

/// <summary>One point of a design.</summary>
/// <param name="Hash">Of the scenario there.</param>
/// <param name="Settings">What was changed from the scenario that the design varies.</param>
public sealed record EnsemblePoint(string Hash, IReadOnlyList<PointSetting> Settings);

/// <summary>A parameter at a point, as `--set` takes it.</summary>
public readonly record struct PointSetting(string Path, string Value);
