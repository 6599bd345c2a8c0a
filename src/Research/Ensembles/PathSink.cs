using Souk.Simulation.Engine;

namespace Souk.Research.Ensembles;

/// <summary>Keeps a run's amounts in base units while it happens, and gives the whole path away once it is over.</summary>
internal sealed class PathSink(PathBook book, int days, int metrics) : Sink
{
    private Int128[] _units = [];

    public override void Start(Model model, uint seed, uint replicate) => _units = new Int128[days * metrics];

    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units)
    {
        for (int metric = 0; metric < metrics; metric++)
        {
            _units[(metric * days) + step] = units[metric];
        }
    }

    public override void Finish(int run, RunResult result) => book.Add(new RunPath(run, result.Values, _units));
}
