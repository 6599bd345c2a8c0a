namespace Souk.Simulation.Engine;

/// <summary>Keeps the metrics of a run and shows each step's to a sink.</summary>
internal sealed class Recorder(Model model, Sink? sink)
{
    private readonly MetricReader[] _readers = model.Readers;
    private readonly double[] _row = new double[model.Metrics.Count];
    private readonly Int128[] _units = new Int128[model.Metrics.Count];

    /// <summary>Metric-major: metric m at step s is at m × steps + s.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>The values of the first days alone.</summary>
    public double[] ValuesOf(int days)
    {
        if (days == model.Steps)
        {
            return Values;
        }

        double[] some = new double[_readers.Length * days];
        for (int metric = 0; metric < _readers.Length; metric++)
        {
            Values.AsSpan(metric * model.Steps, days).CopyTo(some.AsSpan(metric * days));
        }

        return some;
    }

    public void Start() => Values = new double[_readers.Length * model.Steps];

    public void Record(int step)
    {
        for (int metric = 0; metric < _readers.Length; metric++)
        {
            double value = _readers[metric].Read();
            _row[metric] = value;
            Values[(metric * model.Steps) + step] = value;
        }

        if (sink is not null)
        {
            for (int metric = 0; metric < _readers.Length; metric++)
            {
                _units[metric] = _readers[metric].Units?.Invoke() ?? 0;
            }

            sink.Close(step, _row, _units);
        }
    }
}
