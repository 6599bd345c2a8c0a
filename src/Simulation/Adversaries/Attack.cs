using Souk.Simulation.Experiments;

namespace Souk.Simulation.Adversaries;

/// <summary>What an attack comes to.</summary>
/// <param name="CostUsd">Mean of what is put in.</param>
/// <param name="GainUsd">Mean of what comes back.</param>
/// <param name="ProfitUsd">Mean of gain less cost.</param>
/// <param name="LossShare">Of runs, in which it does not pay.</param>
public sealed record AttackOutcome(double CostUsd, double GainUsd, double ProfitUsd, double LossShare)
{
    /// <summary>Profit over cost; infinite for an attack that costs nothing and earns something.</summary>
    public double Return =>
        CostUsd > 0 ? ProfitUsd / CostUsd
        : ProfitUsd > 0 ? double.PositiveInfinity
        : 0;
}

/// <summary>An attack with the luck under which it was looked for, and with fresh luck.</summary>
/// <param name="Settings">What the attacker chose.</param>
/// <param name="Fresh">With another seed and four times the runs.</param>
public sealed record Attack(IReadOnlyList<PointSetting> Settings, AttackOutcome Found, AttackOutcome Fresh)
{
    /// <summary>Whether it still pays when luck is another.</summary>
    public bool Pays => Found.ProfitUsd > 0 && Fresh.ProfitUsd > 0;
}

/// <summary>Who pays for an attack.</summary>
/// <param name="Group">Accounts of the scenario.</param>
/// <param name="Usd">Median over runs of what they lose by it, at each run's own prices.</param>
public sealed record AttackPayer(string Group, double Usd);

/// <summary>What was found for one adversary of a scenario.</summary>
/// <param name="Best">That earns most of those that were tried, whether it pays or not.</param>
/// <param name="Cheapest">That costs least of those that earn enough in half of the runs; null where none does.</param>
/// <param name="EarnUsd">What was taken as enough.</param>
/// <param name="Payers">Of the cheapest attack, else nobody; who loses most comes first.</param>
public sealed record AttackFinding(
    string Part,
    string Kind,
    Attack Best,
    Attack? Cheapest,
    double EarnUsd,
    IReadOnlyList<AttackPayer> Payers
);
