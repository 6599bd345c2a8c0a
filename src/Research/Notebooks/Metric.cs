using Souk.Research.Frames;
using Souk.Warehouse.Metrics;
using Definition = Souk.Warehouse.Metrics.Metric;

namespace Souk.Research.Notebooks;

/// <summary>A number of the catalogue, asked of one market.</summary>
public sealed class Metric
{
    private readonly FrameStore _frames;
    private readonly Definition _definition;
    private readonly string _market;
    private readonly DateTime? _asOf;
    private readonly MetricActor _actor;
    private Frame? _answer;

    internal Metric(FrameStore frames, Definition definition, string market, DateTime? asOf, MetricActor actor)
    {
        _frames = frames;
        _definition = definition;
        _market = market;
        _asOf = asOf;
        _actor = actor;
    }

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
    public Frame Frame => _answer ??= Ask();

    /// <summary>Rows of blocks after this time do not count. UTC.</summary>
    public Metric AsOf(DateTime time) => new(_frames, _definition, _market, time, _actor);

    /// <summary>Rows of blocks after the end of this day do not count. UTC.</summary>
    public Metric AsOf(int year, int month, int day) =>
        AsOf(
            new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).AddDays(1).AddTicks(-TimeSpan.TicksPerMillisecond)
        );

    /// <summary>Addresses that evidence links count as one.</summary>
    public Metric ByEntity() => new(_frames, _definition, _market, _asOf, MetricActor.Entity);

    public override string ToString() => $"{Title}: {Unit}\n{Formula}\n{Frame}";

    private Frame Ask()
    {
        List<(string, object?)> parameters = [("market", _market)];
        if (_definition.Sql.Contains("$as_of", StringComparison.Ordinal))
        {
            parameters.Add(("as_of", _asOf ?? DateTime.MaxValue.Date));
        }

        if (_definition.IsByActor)
        {
            parameters.Add(("by_entity", _actor == MetricActor.Entity));
        }

        return _frames.Sql(_definition.Sql, [.. parameters]);
    }
}
