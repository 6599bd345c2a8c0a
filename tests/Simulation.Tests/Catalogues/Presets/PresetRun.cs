using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Tests.Catalogues.Presets;

/// <summary>A preset, run once with the medians of what is uncertain.</summary>
internal sealed class PresetRun
{
    private readonly Blueprint _preset;

    private PresetRun(Blueprint preset)
    {
        _preset = preset;
        Run = CatalogueRun.Of(preset);
    }

    public CatalogueRun Run { get; }

    /// <param name="changes">As `--set`: `path=value`.</param>
    public static PresetRun Of(string name, params string[] changes) => new(Read(name, changes));

    /// <summary>The same up to and with a day.</summary>
    public static PresetRun Until(string date, string name, params string[] changes)
    {
        Blueprint preset = Read(name, changes);
        int days = DateOnly.Parse(date).DayNumber - preset.Start.DayNumber + 1;
        return new(
            preset with
            {
                HorizonDays = days,
                Timeline = [.. preset.Timeline.Where(change => change.Day < days)],
            }
        );
    }

    /// <summary>A metric at the close of a day.</summary>
    public double At(string date, string metric) =>
        Run.Series(metric)[DateOnly.Parse(date).DayNumber - _preset.Start.DayNumber];

    /// <summary>The first day at whose close a metric is above a level.</summary>
    public DateOnly FirstAbove(double level, string metric) =>
        _preset.Start.AddDays(Array.FindIndex(Run.Series(metric), value => value > level));

    public static Blueprint Read(string name, params string[] changes) =>
        changes
            .Select(change => change.Split('=', 2))
            .Aggregate(ShippedFiles.Read("presets/" + name), (preset, one) => preset.With(one[0], one[1]));
}
