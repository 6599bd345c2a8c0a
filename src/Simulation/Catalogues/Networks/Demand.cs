using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Networks;

/// <summary>Transactions a day: a number of the scenario, and so many for each use of another part.</summary>
internal sealed class Demand(Dial<(double PerDay, double PerUse)> terms, Counter? usage)
{
    private const double DayMax = 1e12;

    public static IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        new("transactions", ParameterKind.Number, "Per day.") { Default = "0", Max = DayMax },
        new("users", ParameterKind.Part, "Whose orders cause transactions, too.") { Default = "", IsFixed = true },
        new("per_use", ParameterKind.Number, "Transactions for each order of the users.") { Default = "1", Max = 1e6 },
    ];

    public static (double PerDay, double PerUse) Read(Part then) =>
        (then.Number("transactions"), then.Number("per_use"));

    public void Declare(Touches touches)
    {
        if (usage is not null)
        {
            touches.Reads(usage);
        }
    }

    /// <summary>Whole transactions of a day, rounded down.</summary>
    public long At(int day)
    {
        (double perDay, double perUse) = terms.At(day);
        return (long)Math.Min(perDay + (perUse * (usage?.Value ?? 0)), DayMax);
    }
}
