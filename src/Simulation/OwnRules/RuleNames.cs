using System.Runtime.CompilerServices;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.OwnRules;

/// <summary>What a scenario has for a rule of its own, by name. Mistakes are reported at the line that asks.</summary>
public abstract class RuleNames
{
    /// <summary>A quantity that formulas can read too, such as `market.price` in `USDC/TKN`.</summary>
    /// <param name="unit">What the rule takes it for; another unit is refused.</param>
    public abstract Reading Quantity(string name, string unit, [CallerLineNumber] int line = 0);

    /// <summary>The balances of a token in an account or in the accounts of people.</summary>
    public abstract Holdings Account(string name, string token, [CallerLineNumber] int line = 0);

    /// <summary>A number of the rule's own, which others read as `part.key` and the results show.</summary>
    public abstract Signal OwnSignal(string key, string unit, double initial = 0, [CallerLineNumber] int line = 0);

    /// <summary>An amount of the rule's own, in base units, which others read as `part.key` and the results show.</summary>
    public abstract Amount OwnAmount(string key, string token, [CallerLineNumber] int line = 0);
}
