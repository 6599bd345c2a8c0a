using System.Globalization;

namespace Souk.Simulation.Scenarios;

/// <summary>One number of a scenario that files and `--set` can change.</summary>
/// <param name="Path">As written: `fees.burn_share`, `vesting[1].cliff`.</param>
/// <param name="Kind">Unit of the text form.</param>
/// <param name="Min">Smallest value allowed.</param>
/// <param name="Max">Largest value allowed.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Gives a scenario with another value.</param>
internal sealed record Parameter(
    string Path,
    QuantityKind Kind,
    double Min,
    double Max,
    Func<Scenario, double> Get,
    Func<Scenario, double, Scenario> Set
)
{
    /// <summary>Applies `0.3`, `+6 months`, `-5 %` or `*1.5`.</summary>
    /// <exception cref="ScenarioException">Not a quantity of this kind, or out of range.</exception>
    public Scenario Change(Scenario scenario, string text)
    {
        string trimmed = text.Trim();
        char sign = trimmed.Length > 0 && trimmed[0] is '+' or '-' or '*' ? trimmed[0] : ' ';
        QuantityKind kind = OperandKind(sign);
        string symbol = scenario.State.Token.Symbol;
        decimal operand =
            Quantity.Parse(sign == ' ' ? trimmed : trimmed[1..].Trim(), kind, symbol)
            ?? throw Error($"'{text}' does not fit; write for example {Quantity.Example(kind, symbol)}");
        double value = sign switch
        {
            '+' => Get(scenario) + (double)operand,
            '-' => Get(scenario) - (double)operand,
            '*' => Get(scenario) * (double)operand,
            _ => (double)operand,
        };
        return Check(value) is { } error ? throw new ScenarioException(error) : Set(scenario, value);
    }

    /// <summary>Null when the value may be used.</summary>
    public ScenarioError? Check(double value) =>
        value >= Min && value <= Max ? null
        : double.IsNaN(value) ? new ScenarioError(Path, "is not a number")
        : value < Min ? new ScenarioError(Path, $"{Text(value)} is below {Text(Min)}")
        : new ScenarioError(Path, $"{Text(value)} is above {Text(Max)}");

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // A start date moves by a duration, and anything is multiplied by a plain number.
    private QuantityKind OperandKind(char sign) =>
        sign switch
        {
            '*' => QuantityKind.Number,
            '+' or '-' when Kind == QuantityKind.UnixSeconds => QuantityKind.Seconds,
            _ => Kind,
        };

    private ScenarioException Error(string message) => new(new ScenarioError(Path, message));
}
