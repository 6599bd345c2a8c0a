using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.OwnRules;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.OwnRules;

/// <summary>`rule.csharp`: a rule in a C# file beside the scenario.</summary>
internal sealed class CodeRule : Component
{
    public const string KindName = "rule.csharp";

    private readonly ScenarioRule _rule;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                KindName,
                "A rule in a C# file beside the scenario, compiled when the scenario is loaded.",
                "the scenario's own (docs/OWN-RULES.md)",
                [new("file", ParameterKind.Text, "Such as rules/loyalty.cs.") { IsFixed = true }, FormulaTerms.Phase]
            )
            {
                Publishes =
                [
                    new("KEY", "UNIT", "What the rule keeps in a signal or an amount of its own.")
                    {
                        IsOptional = true,
                    },
                ],
            },
            (assembly, part) => new CodeRule(assembly, part)
        );

    private CodeRule(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        string file = part.Word("file");
        _rule = assembly.Blueprint.Code.TryGetValue(file, out RuleCode? code)
            ? Make(code)
            : throw new ArgumentException($"file is '{file}', which was not compiled with the scenario");
        _rule.Ledger = Ledger;
        _rule.SupplyChanged = NoteSupply;
    }

    public override void Connect() => Rule("", Enum.Parse<Phase>(Part.Word("phase"), ignoreCase: true), Declare, Run);

    public override void Resolve()
    {
        try
        {
            RuleBudget.Begin();
            _rule.Find(new FoundNames(Assembly, Part));
        }
        catch (RuleBudgetException stopped)
        {
            throw FailureOf(stopped);
        }
        catch (ScenarioException failure)
        {
            Assembly.Errors.AddRange(failure.Errors);
        }
    }

    private void Run(Step step)
    {
        RuleBudget.Begin();
        try
        {
            _rule.Run(step with { Random = Luck(step.Random) });
        }
        catch (RuleBudgetException stopped)
        {
            throw FailureOf(stopped);
        }
    }

    private ScenarioRule Make(RuleCode code)
    {
        RuleBudget.Begin();
        try
        {
            return code.Make();
        }
        catch (Exception failure)
            when ((failure as RuleBudgetException ?? failure.InnerException as RuleBudgetException) is { } stopped)
        {
            throw FailureOf(stopped);
        }
    }

    private ScenarioException FailureOf(RuleBudgetException stopped) =>
        new(new ScenarioError(Name, stopped.Message, stopped.Line, 1) { File = Part.Word("file") });

    // Who changes a supply also adds to what was burned or minted so far.
    private void Declare(Touches touches)
    {
        RuleBudget.Begin();
        try
        {
            _rule.Declare(touches);
        }
        catch (RuleBudgetException stopped)
        {
            throw FailureOf(stopped);
        }

        foreach (Token token in touches.All.Select(touch => touch.Slot).OfType<Token>().Distinct().ToArray())
        {
            if (touches.Changes(token))
            {
                TokenTallies tallies = Assembly.TalliesOf(token);
                touches.Adds(tallies.Burned, tallies.Emitted);
            }
        }
    }

    private void NoteSupply(Token token, Int128 change)
    {
        TokenTallies tallies = Assembly.TalliesOf(token);
        if (change < 0)
        {
            tallies.Burned.Value -= change;
        }
        else
        {
            tallies.Emitted.Value += change;
        }
    }
}
