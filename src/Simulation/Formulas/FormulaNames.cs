namespace Souk.Simulation.Formulas;

/// <summary>The words that a formula may use: what it can read, and the units in which its numbers are written.</summary>
public sealed class FormulaNames
{
    private const double MonthDays = 365.0 / 12;

    private static readonly Dictionary<string, (double Factor, Unit Unit)> s_units = new(StringComparer.Ordinal)
    {
        ["USD"] = (1, Unit.Usd),
        ["s"] = (1.0 / 86_400, Unit.Day),
        ["second"] = (1.0 / 86_400, Unit.Day),
        ["seconds"] = (1.0 / 86_400, Unit.Day),
        ["h"] = (1.0 / 24, Unit.Day),
        ["hour"] = (1.0 / 24, Unit.Day),
        ["hours"] = (1.0 / 24, Unit.Day),
        ["d"] = (1, Unit.Day),
        ["day"] = (1, Unit.Day),
        ["days"] = (1, Unit.Day),
        ["week"] = (7, Unit.Day),
        ["weeks"] = (7, Unit.Day),
        ["month"] = (MonthDays, Unit.Day),
        ["months"] = (MonthDays, Unit.Day),
        ["year"] = (365, Unit.Day),
        ["years"] = (365, Unit.Day),
        ["bp"] = (0.0001, Unit.None),
    };

    private readonly Dictionary<string, Unit> _readable;
    private readonly HashSet<string> _tokens;

    /// <param name="readable">Names of slots with their units, such as `fees.collected` in `MASA`.</param>
    /// <param name="tokens">Symbols of tokens: each is a unit.</param>
    /// <exception cref="ArgumentException">A name that is also a unit.</exception>
    public FormulaNames(IReadOnlyDictionary<string, Unit> readable, IEnumerable<string> tokens)
    {
        _readable = new(readable, StringComparer.Ordinal);
        _tokens = new(tokens, StringComparer.Ordinal);
        if (_readable.Keys.FirstOrDefault(IsUnit) is { } clash)
        {
            throw new ArgumentException($"'{clash}' is a unit and cannot be the name of something else.");
        }
    }

    internal Unit? Find(string name) => _readable.GetValueOrDefault(name);

    internal (double Factor, Unit Unit)? FindUnit(string name) =>
        s_units.TryGetValue(name, out (double, Unit) unit) ? unit
        : _tokens.Contains(name) ? (1, Unit.Of(name))
        : null;

    internal IEnumerable<string> All => [.. _readable.Keys, .. _tokens, .. s_units.Keys];

    private bool IsUnit(string name) => s_units.ContainsKey(name) || _tokens.Contains(name);
}
