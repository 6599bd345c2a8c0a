using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;

namespace Souk.Research.Notebooks;

/// <summary>Keeps the exact amounts of one run, and what every agent holds when it ends.</summary>
internal sealed class UnitsSink : Sink
{
    private readonly List<Int128[]> _days = [];
    private readonly Dictionary<(string, string), Int128[]> _balances = [];
    private string[] _amounts = [];
    private Model? _model;

    /// <summary>By metric, one value a day.</summary>
    public Dictionary<string, Int128[]> Units =>
        _amounts
            .Select((key, index) => (key, index))
            .Where(metric => metric.key.Length > 0)
            .ToDictionary(metric => metric.key, metric => _days.Select(day => day[metric.index]).ToArray());

    /// <summary>What each agent holds at the end, by population and token.</summary>
    public IReadOnlyDictionary<(string Population, string Token), Int128[]> Balances => _balances;

    public override void Start(Model model, uint seed, uint replicate)
    {
        _model = model;
        _amounts = [.. model.Metrics.Select(metric => metric.Decimals is null ? "" : metric.Key)];
    }

    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units) =>
        _days.Add(units.ToArray());

    public override void End()
    {
        IReadOnlyList<Token> tokens = _model!.Ledger.Tokens;
        foreach (AccountGroup group in _model.Ledger.Chart.Groups)
        {
            for (int token = 0; token < tokens.Count && group is { Population: not null, Count: > 0 }; token++)
            {
                _balances[(group.Name, tokens[token].Symbol)] = _model
                    .Ledger.Balances(token)
                    .Slice(group.First, group.Count)
                    .ToArray();
            }
        }
    }
}
