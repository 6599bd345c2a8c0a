using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Research.Runs;

/// <summary>Copies what a run shows into pages and hands them to the writer, which waits where it cannot keep up.</summary>
internal sealed class RunSink(RunQueue queue) : Sink
{
    /// <summary>Days between two looks at what every agent holds; the last day is looked at as well.</summary>
    public const int SnapshotDays = 30;

    /// <summary>Values of a page of metrics: large enough that handing it over costs nothing.</summary>
    private const int PageValues = 16_384;

    private Model _model = null!;
    private uint _replicate;
    private bool[] _hasUnits = [];
    private SeriesPage _page = null!;
    private int _lastDay;
    private int _lookedDay;

    public override void Start(Model model, uint seed, uint replicate)
    {
        _model = model;
        _replicate = replicate;
        _hasUnits = [.. model.Metrics.Select(metric => metric.Decimals is not null)];
        (_lastDay, _lookedDay) = (-1, -1);
        Open(firstDay: 0);
    }

    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units)
    {
        _lastDay = step;
        _page.Values.AddRange(values);
        _page.Units.AddRange(units);
        if (_page.Values.Count >= PageValues)
        {
            queue.Add(_page);
            Open(step + 1);
        }

        if (step % SnapshotDays == 0 || step == _model.Steps - 1)
        {
            Look(step);
        }
    }

    public override void End()
    {
        // A run that was cancelled ends on a day before the last.
        if (_lastDay > _lookedDay)
        {
            Look(_lastDay);
        }

        queue.Add(_page);
        queue.Add(new EndPage(_replicate));
    }

    private void Open(int firstDay) => _page = new(_replicate, firstDay, _hasUnits.Length, _hasUnits);

    private void Look(int day)
    {
        _lookedDay = day;
        IReadOnlyList<Token> tokens = _model.Ledger.Tokens;
        string[] symbols = [.. tokens.Select(token => token.Symbol)];
        foreach (AccountGroup group in _model.Ledger.Chart.Groups)
        {
            if (group is { Population: not null, Count: > 0 } && symbols.Length > 0)
            {
                HoldingsPage page = new(_replicate, day, group.Name, symbols, group.Count);
                for (int token = 0; token < symbols.Length; token++)
                {
                    _model.Ledger.Balances(token).Slice(group.First, group.Count).CopyTo(page.Balances(token));
                }

                queue.Add(page);
            }
        }
    }
}
