using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.OwnRules;

/// <summary>A rule that a scenario writes as formulas. What they read is what the rule declares.</summary>
internal abstract class FormulaRule(ModelAssembly assembly, Part part) : Component(assembly, part)
{
    private Dial<FormulaTerms>? _terms;

    /// <summary>The parameter whose formula says how much.</summary>
    protected abstract string Quantity { get; }

    protected abstract Unit QuantityUnit { get; }

    public override void Connect() =>
        Rule(
            "",
            Enum.Parse<Phase>(Part.Word("phase"), ignoreCase: true),
            Declare,
            step =>
            {
                if (AmountAt(step.Index) is { } amount)
                {
                    Apply(amount);
                }
            }
        );

    public override void Resolve() => _terms = Dial(then => FormulaTerms.Read(Assembly, then, Quantity, QuantityUnit));

    /// <summary>What it changes, by what it changes it.</summary>
    /// <param name="touches">Of those alone, without reads.</param>
    protected abstract void DeclareChanges(Touches touches);

    /// <param name="amount">In whole units.</param>
    protected abstract void Apply(Fraction amount);

    // A slot that the rule reads and changes is updated: it has to see what others added before.
    private void Declare(Touches touches)
    {
        Touches changes = new();
        DeclareChanges(changes);
        Slot[] reads =
        [
            .. Enumerable.Range(0, Live.VersionCount).SelectMany(version => _terms!.Of(version).Slots).Distinct(),
        ];
        foreach ((Slot slot, TouchKind kind) in changes.All)
        {
            bool isUpdate = kind == TouchKind.Update || reads.Contains(slot);
            _ =
                isUpdate ? touches.Updates(slot)
                : kind == TouchKind.Add ? touches.Adds(slot)
                : touches.Writes(slot);
        }

        reads = [.. reads.Where(slot => !changes.Changes(slot))];
        _ = Part.Word("reads") == "today" ? touches.Reads(reads) : touches.ReadsYesterday(reads);
    }

    private Fraction? AmountAt(int day)
    {
        try
        {
            return _terms!.At(day).At(day);
        }
        catch (ArithmeticException failure)
        {
            throw new ModelException(
                Assembly.Blueprint.Name,
                [$"{Name}.{Quantity} on day {day}: {failure.Message}; a condition in `when:` can prevent it"]
            );
        }
    }
}
