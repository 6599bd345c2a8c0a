using Souk.Simulation.Numerics;

namespace Souk.Simulation.Blueprints;

/// <summary>A token of a scenario.</summary>
/// <param name="Symbol">For example `MASA`.</param>
/// <param name="Decimals">10 to this power base units are one token; 0 to 18.</param>
/// <param name="SupplyMax">Whole tokens that may never be exceeded; null for no limit.</param>
public sealed record TokenDeclaration(string Symbol, int Decimals, decimal? SupplyMax);

/// <summary>A mechanism, market, population or policy with its parameters.</summary>
/// <param name="Name">Unique in the scenario.</param>
/// <param name="Settings">By parameter, all of the kind's, defaults included.</param>
public sealed record Part(string Name, PartKind Kind, IReadOnlyDictionary<string, Setting> Settings, Origin Origin)
{
    public double Number(string parameter) => (double)One(parameter).Number;

    public int Count(string parameter) => (int)One(parameter).Number;

    public Share Share(string parameter) => new((double)One(parameter).Number);

    public bool YesNo(string parameter) => One(parameter).Number != 0;

    /// <summary>A word, the symbol of a token or the name of a part.</summary>
    public string Word(string parameter) => One(parameter).Text;

    public DateOnly Date(string parameter) => DateOnly.FromDayNumber((int)One(parameter).Number);

    /// <summary>Whole days, at least one where the duration is above zero.</summary>
    public int Days(string parameter)
    {
        decimal days = One(parameter).Number;
        return days is > 0 and < 1 ? 1 : (int)decimal.Round(days, MidpointRounding.AwayFromZero);
    }

    /// <summary>Seconds of a duration, rounded to the nearest.</summary>
    public long Seconds(string parameter) =>
        (long)decimal.Round(One(parameter).Number * 86_400, MidpointRounding.AwayFromZero);

    /// <summary>Base units of an amount, or of an amount per day; rounded down.</summary>
    public Int128 BaseUnits(string parameter, int decimals) => QuantityText.BaseUnits(One(parameter).Number, decimals);

    /// <summary>All values of a list.</summary>
    public IReadOnlyList<SettingValue> List(string parameter) => Settings[parameter].Values;

    private SettingValue One(string parameter) => Settings[parameter].Values[0];
}
