using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Formulas;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.OwnRules;

/// <summary>What a rule of formulas does on a day, and when.</summary>
/// <param name="When">Null for always.</param>
/// <param name="Amount">What it moves or sets; null after an error was noted.</param>
internal sealed record FormulaTerms(BoundFormula<bool>? When, BoundFormula<Fraction>? Amount, int Days)
{
    public static ParameterSpec Phase { get; } =
        new("phase", ParameterKind.Word, "Part of the day.")
        {
            Words = ["observe", "decide", "clear", "settle"],
            Default = "settle",
            Source = "docs/OWN-RULES.md",
            IsFixed = true,
        };

    public static ParameterSpec[] Timing { get; } =
    [
        new("when", ParameterKind.Formula, "A condition, such as market.price > 1 USDC/TKN; always unless stated.")
        {
            Default = "",
        },
        new("every", ParameterKind.Duration, "Whole days between times; the first is at the end of the first period.")
        {
            Default = "1 day",
            Min = 1,
        },
        Phase,
        new("reads", ParameterKind.Word, "Whether formulas see what today's rules did before, or yesterday's close.")
        {
            Words = ["today", "yesterday"],
            Default = "today",
            Source = "docs/OWN-RULES.md",
            IsFixed = true,
        },
    ];

    public IEnumerable<Slot> Slots => [.. When?.Slots ?? [], .. Amount?.Slots ?? []];

    public static FormulaTerms Read(ModelAssembly assembly, Part then, string amount, Unit unit) =>
        new(
            then.Settings["when"].Values.Count == 0 ? null : BoundFormula<bool>.Of(assembly, then, "when", null),
            BoundFormula<Fraction>.Of(assembly, then, amount, unit),
            then.Days("every")
        );

    /// <summary>The amount of a day; null where the rule rests.</summary>
    /// <exception cref="ArithmeticException">A division by zero, a number that is none, or one of too many digits.</exception>
    public Fraction? At(int day) =>
        (day + 1) % Days == 0 && (When is null || When.Evaluate()) ? Amount!.Evaluate() : null;
}
