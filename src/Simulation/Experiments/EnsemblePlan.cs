using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Experiments;

/// <summary>What an ensemble is made of: points of a design, each run with the same luck.</summary>
/// <remarks>
/// Run i is replicate i mod <see cref="Replicates"/> of point i / <see cref="Replicates"/>. Replicate r of all points draws
/// the same random numbers, so that points differ by their parameters alone.
/// </remarks>
public sealed class EnsemblePlan
{
    /// <param name="points">Scenarios of one horizon and with the same metrics; at least one.</param>
    /// <param name="replicates">1 to <see cref="BlueprintEnsemble.RunsMax"/>, for each point.</param>
    /// <exception cref="ArgumentException">Points that cannot be compared.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No runs, or more than an ensemble may have.</exception>
    public EnsemblePlan(IReadOnlyList<Blueprint> points, uint seed, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, BlueprintEnsemble.RunsMax);
        if (points.Count == 0)
        {
            throw new ArgumentException("A plan has at least one point.", nameof(points));
        }

        if ((long)points.Count * replicates > RunsMax)
        {
            throw new ArgumentOutOfRangeException(
                nameof(replicates),
                replicates,
                $"{points.Count:N0} points × {replicates:N0} runs are more than {RunsMax:N0} runs."
            );
        }

        (Points, Seed, Replicates) = (points, seed, replicates);
        Days = points[0].HorizonDays;
        Metrics = BlueprintModel.Build(points[0]).Metrics;
        if (points.Any(point => point.HorizonDays != Days))
        {
            throw new ArgumentException("The points of a plan have one horizon.", nameof(points));
        }

        Hash = HashOf(this);
    }

    /// <summary>The most runs of a plan, over all its points.</summary>
    public const int RunsMax = 10_000_000;

    public IReadOnlyList<Blueprint> Points { get; }

    public uint Seed { get; }

    /// <summary>Runs of each point.</summary>
    public int Replicates { get; }

    public int Runs => Points.Count * Replicates;

    public int Days { get; }

    public IReadOnlyList<MetricSpec> Metrics { get; }

    /// <summary>SHA-256 over engine version, seed, replicates and the hashes of all points: what a shard must agree on.</summary>
    public string Hash { get; }

    public int PointOf(int run) => run / Replicates;

    public uint ReplicateOf(int run) => (uint)(run % Replicates);

    private static string HashOf(EnsemblePlan plan)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Engine.EngineVersion.Current}\n{plan.Seed}\n{plan.Replicates}\n{plan.Days}\n"
        );
        foreach (Blueprint point in plan.Points)
        {
            text.Append(point.Hash).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
