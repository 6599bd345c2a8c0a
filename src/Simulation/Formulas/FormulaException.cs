namespace Souk.Simulation.Formulas;

/// <summary>A formula that cannot be understood, or that adds MASA to USD. The text must change.</summary>
/// <param name="message">What is wrong, what was expected, and the nearest word that exists.</param>
/// <param name="column">1-based, within the formula.</param>
public sealed class FormulaException(string message, int column) : Exception($"column {column}: {message}")
{
    public int Column { get; } = column;

    /// <summary>The message without the column.</summary>
    public string Reason { get; } = message;
}
