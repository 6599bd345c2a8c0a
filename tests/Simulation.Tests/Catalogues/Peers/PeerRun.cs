using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Tests.Catalogues.Peers;

/// <summary>A run of a scenario in data/scenarios/peers.</summary>
internal sealed class PeerRun
{
    private readonly Model _model;
    private readonly RunResult _result;

    private PeerRun(Blueprint blueprint)
    {
        _model = BlueprintModel.Build(blueprint);
        using Simulator simulator = new(_model);
        _result = simulator.Run(seed: 1, replicate: 0);
    }

    public IReadOnlyList<string> Labels => _result.Labels;

    public static PeerRun Of(string file, params (string Path, string Value)[] changes) =>
        Of(changes.Aggregate(Read(file), (changed, change) => changed.With(change.Path, change.Value)));

    public static PeerRun Of(Blueprint blueprint) => new(blueprint);

    public static Blueprint Read(string file) => Catalogue.Read(file, Load);

    /// <summary>A scenario that may have one of the files as its base.</summary>
    public static Blueprint ReadText(string text) => Catalogue.Read("top", name => name == "top" ? text : Load(name));

    /// <param name="step">From 1.</param>
    public double At(string metric, int step) => Series(metric)[step - 1];

    public double Last(string metric) => Series(metric)[^1];

    private ReadOnlySpan<double> Series(string metric) =>
        _result.Series(_model.Metrics.Select(one => one.Key).ToList().IndexOf(metric));

    private static string? Load(string name)
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string path = Path.Combine(folder!, "data", "scenarios", "peers", name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
