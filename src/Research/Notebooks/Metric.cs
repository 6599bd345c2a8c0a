using Souk.Research.Frames;
using Souk.Warehouse.Metrics;
using Definition = Souk.Warehouse.Metrics.Metric;

namespace Souk.Research.Notebooks;

/// <summary>A number of the catalogue, asked of one market.</summary>
/// <example><code>
/// var supply = warehouse.Metric("supply").AsOf(2024, 12, 31);
/// Console.WriteLine($"{supply.Formula}\n{supply.Caveats}");
/// supply.Frame.OrderBy("day desc").Head(1)
/// </code></example>
public sealed class Metric
{
    private readonly Func<Metric, Frame> _ask;
    private readonly Definition _definition;
    private Frame? _answer;

    /// <param name="ask">Computes the rows: in a file, or by a server.</param>
    internal Metric(
        Func<Metric, Frame> ask,
        Definition definition,
        string market,
        DateTime? asOf = null,
        MetricActor actor = MetricActor.Address,
        DateTime? knownAt = null
    )
    {
        _ask = ask;
        _definition = definition;
        Market = market;
        AsOfTime = asOf;
        Actor = actor;
        KnownAtTime = knownAt;
    }

    /// <summary>The system whose market is asked for.</summary>
    public string Market { get; }

    internal DateTime? AsOfTime { get; }

    internal MetricActor Actor { get; }

    internal DateTime? KnownAtTime { get; }

    public string Key => _definition.Key;

    public string Title => _definition.Title;

    public string Unit => _definition.Unit;

    /// <summary>How it is computed, in words and signs.</summary>
    public string Formula => _definition.Formula;

    /// <summary>Who defined it so.</summary>
    public string Definer => _definition.Definer;

    /// <summary>What it does not tell.</summary>
    public string Caveats => _definition.Caveats;

    /// <summary>The answer, computed when it is first asked for.</summary>
    /// <example><code>warehouse.Metric("supply").Frame.Column&lt;Int128&gt;("supply")[^1]</code></example>
    public Frame Frame => _answer ??= _ask(this);

    /// <summary>Rows of blocks after this time do not count. UTC.</summary>
    /// <example><code>warehouse.Metric("supply").AsOf(new DateTime(2024, 12, 31, 12, 0, 0))</code></example>
    public Metric AsOf(DateTime time) => new(_ask, _definition, Market, time, Actor, KnownAtTime);

    /// <summary>Rows of blocks after the end of this day do not count. UTC.</summary>
    /// <example><code>warehouse.Metric("supply").AsOf(2024, 12, 31)</code></example>
    public Metric AsOf(int year, int month, int day) =>
        AsOf(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).AddDays(1).AddSeconds(-1));

    /// <summary>Addresses that evidence links count as one.</summary>
    /// <example><code>warehouse.Metric("concentration").ByEntity()</code></example>
    public Metric ByEntity() => new(_ask, _definition, Market, AsOfTime, MetricActor.Entity, KnownAtTime);

    /// <summary>What files that were read after this time said does not count: our time, not the chain's. UTC; a server takes it to
    /// the second.</summary>
    /// <exception cref="FrameException">The metric builds on chains alone, which <see cref="AsOf(DateTime)"/> goes back on.</exception>
    /// <example><code>warehouse.Metric("token_allocations").KnownAt(2026, 3, 31)</code></example>
    public Metric KnownAt(DateTime time) =>
        _definition.IsByKnowledge
            ? new(_ask, _definition, Market, AsOfTime, Actor, time)
            : throw new FrameException($"'{Key}' builds on no file's values. AsOf goes back on the chain's time.");

    /// <summary>What files that were read after the end of this day said does not count. UTC.</summary>
    /// <exception cref="FrameException">The metric builds on chains alone.</exception>
    /// <example><code>warehouse.Metric("offchain_revenue").KnownAt(2025, 1, 31)</code></example>
    public Metric KnownAt(int year, int month, int day) => KnownAt(KnowledgeTime.EndOf(new DateOnly(year, month, day)));

    public override string ToString() => $"{Title}: {Unit}\n{Formula}\n{Frame}";

    /// <summary>Runs the metric's file where the frames live.</summary>
    internal static Frame Ask(FrameStore frames, Metric metric)
    {
        List<(string, object?)> parameters = [("market", metric.Market)];
        if (metric._definition.Sql.Contains("$as_of", StringComparison.Ordinal))
        {
            parameters.Add(("as_of", metric.AsOfTime ?? DateTime.MaxValue.Date));
        }

        if (metric._definition.IsByActor)
        {
            parameters.Add(("by_entity", metric.Actor == MetricActor.Entity));
        }

        return frames.KnownAt(metric.KnownAtTime, () => frames.Sql(metric._definition.Sql, [.. parameters]));
    }
}
