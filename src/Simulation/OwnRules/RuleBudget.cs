using System.Runtime.CompilerServices;

namespace Souk.Simulation.OwnRules;

/// <summary>How often a C# rule may loop and call in one go, so that one that never ends is stopped.</summary>
/// <remarks>
/// Counted, not timed: a rule is stopped at the same place on every machine. The calls are put into a rule's loops and
/// methods when it is compiled; a rule cannot name this class.
/// </remarks>
public static class RuleBudget
{
    /// <summary>Rounds of loops and calls of methods in one call of a rule: a hundred for each of a million agents.</summary>
    public const long RoundsMax = 100_000_000;

    [ThreadStatic]
    private static long s_left;

    /// <summary>Begins a call of a rule.</summary>
    public static void Begin() => s_left = RoundsMax;

    /// <summary>A round of a loop.</summary>
    /// <exception cref="RuleBudgetException">There were too many.</exception>
    public static void Spend(int line)
    {
        if (--s_left < 0)
        {
            throw new RuleBudgetException(line, $"does not come to an end: {RoundsMax:#,0} rounds and calls were made");
        }
    }

    /// <summary>A call of a method.</summary>
    /// <returns>True.</returns>
    /// <exception cref="RuleBudgetException">There were too many, or too many that wait for each other.</exception>
    public static bool Enter(int line)
    {
        Spend(line);
        return RuntimeHelpers.TryEnsureSufficientExecutionStack()
            ? true
            : throw new RuleBudgetException(line, "calls itself without an end");
    }
}
