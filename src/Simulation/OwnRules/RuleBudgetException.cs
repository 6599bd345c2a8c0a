namespace Souk.Simulation.OwnRules;

/// <summary>A C# rule that was stopped. Trying again does not help; the rule must change.</summary>
/// <param name="line">1-based line of the loop or method in the rule's file.</param>
public sealed class RuleBudgetException(int line, string reason) : Exception(reason)
{
    public int Line { get; } = line;
}
