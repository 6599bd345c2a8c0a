using Souk.Simulation.Numerics;

namespace Souk.Simulation.Formulas;

/// <summary>The words that a formula may use: what it can read, and the units in which its numbers are written.</summary>
public sealed class FormulaNames
{
    private static readonly Dictionary<string, UnitWord> s_units = new(StringComparer.Ordinal)
    {
        ["USD"] = new(1, 1, Unit.Usd),
        ["s"] = new(1, 86_400, Unit.Day),
        ["second"] = new(1, 86_400, Unit.Day),
        ["seconds"] = new(1, 86_400, Unit.Day),
        ["h"] = new(1, 24, Unit.Day),
        ["hour"] = new(1, 24, Unit.Day),
        ["hours"] = new(1, 24, Unit.Day),
        ["d"] = new(1, 1, Unit.Day),
        ["day"] = new(1, 1, Unit.Day),
        ["days"] = new(1, 1, Unit.Day),
        ["week"] = new(7, 1, Unit.Day),
        ["weeks"] = new(7, 1, Unit.Day),
        ["month"] = new(365, 12, Unit.Day),
        ["months"] = new(365, 12, Unit.Day),
        ["year"] = new(365, 1, Unit.Day),
        ["years"] = new(365, 1, Unit.Day),
        ["bp"] = new(1, 10_000, Unit.None),
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

    internal UnitWord? FindUnit(string name) =>
        s_units.TryGetValue(name, out UnitWord? unit) ? unit
        : _tokens.Contains(name) ? new(1, 1, Unit.Of(name))
        : null;

    internal IEnumerable<string> All => [.. _readable.Keys, .. _tokens, .. s_units.Keys];

    private bool IsUnit(string name) => s_units.ContainsKey(name) || _tokens.Contains(name);
}

/// <summary>A word for a unit: a number of it is <paramref name="Above"/> / <paramref name="Below"/> of the unit itself.</summary>
internal sealed record UnitWord(int Above, int Below, Unit Unit)
{
    public double Factor => (double)Above / Below;

    public Fraction Exact => Fraction.Of(Above, Below);
}
