using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>What formulas and rules of a scenario may read, by name.</summary>
/// <remarks>
/// Beside what parts publish there are `today` (days since the start), `supply.TKN`, `burned.TKN`, `emitted.TKN` and
/// `unlocked.TKN` of each token, and `NAME.balance.TKN` of each account.
/// </remarks>
internal sealed class Publications(ModelAssembly assembly)
{
    private readonly Dictionary<string, Publication> _published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Unit Unit, Func<Publication> Make)> _byDay = new(StringComparer.Ordinal);
    private Counter? _today;

    public void Add(Publication publication) => _published[publication.Name] = publication;

    /// <summary>A number that depends on the day: who reads it declares so.</summary>
    public void AddByDay(string name, Unit unit, Func<int, double> read, Slot[] slots) =>
        _byDay[name] = (
            unit,
            () =>
            {
                Counter today = Today();
                return Publication.Of(name, unit, () => read((int)today.Value), [today, .. slots]);
            }
        );

    /// <summary>Names with their units.</summary>
    public Dictionary<string, Unit> Units()
    {
        Dictionary<string, Unit> units = _published.ToDictionary(one => one.Key, one => one.Value.Unit);
        units["today"] = Unit.Day;
        foreach ((string name, (Unit unit, _)) in _byDay)
        {
            units[name] = unit;
        }

        foreach (Token token in assembly.Model.Ledger.Tokens)
        {
            Unit unit = Unit.Of(token.Symbol);
            foreach (string name in (string[])["supply", "burned", "emitted", "unlocked"])
            {
                units[$"{name}.{token.Symbol}"] = unit;
            }

            foreach (AccountGroup group in assembly.Model.Ledger.Chart.Groups)
            {
                units[$"{group.Name}.balance.{token.Symbol}"] = unit;
            }
        }

        return units;
    }

    /// <summary>Whether a slot is the day, which changes before anything else does.</summary>
    public bool IsToday(Slot slot) => slot == _today;

    /// <summary>The quantity of a name among <see cref="Units"/>.</summary>
    public Publication Find(string name) =>
        _published.TryGetValue(name, out Publication? known) ? known : _published[name] = Make(name);

    private Publication Make(string name)
    {
        if (name == "today")
        {
            Counter today = Today();
            return Publication.Of(name, Unit.Day, () => today.Value, today);
        }

        if (_byDay.TryGetValue(name, out (Unit, Func<Publication> Make) dated))
        {
            return dated.Make();
        }

        string[] words = name.Split('.');
        Token token = assembly.TokenOf(words[^1]);
        TokenTallies tallies = assembly.TalliesOf(token);
        return words[0] switch
        {
            "supply" when words.Length == 2 => Publication.Of(name, token, () => token.Supply, token),
            "burned" when words.Length == 2 => Tally(name, token, tallies.Burned),
            "emitted" when words.Length == 2 => Tally(name, token, tallies.Emitted),
            "unlocked" when words.Length == 2 => Tally(name, token, tallies.Unlocked),
            _ => Publication.Of(name, assembly.Holdings(token, Group(string.Join('.', words[..^2])))),
        };
    }

    private static Publication Tally(string name, Token token, Amount amount) =>
        Publication.Of(name, token, () => amount.Value, amount);

    private AccountGroup Group(string name) => assembly.Model.Ledger.Chart.Groups.First(group => group.Name == name);

    // A slot, so that who reads it declares that the day matters; made only where somebody does.
    private Counter Today()
    {
        if (_today is null)
        {
            Counter today = _today = assembly.Model.Counter("today", 0);
            assembly.Model.Rule(
                "today",
                Phase.Observe,
                touches => touches.Writes(today),
                step => today.Value = step.Index
            );
        }

        return _today;
    }
}
