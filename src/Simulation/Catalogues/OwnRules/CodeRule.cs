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
            ),
            (assembly, part) => new CodeRule(assembly, part)
        );

    private CodeRule(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        string file = part.Word("file");
        _rule = assembly.Blueprint.Code.TryGetValue(file, out RuleCode? code)
            ? code.Make()
            : throw new ArgumentException($"file is '{file}', which was not compiled with the scenario");
        _rule.Ledger = Ledger;
        _rule.SupplyChanged = NoteSupply;
    }

    public override void Connect() =>
        Rule(
            "",
            Enum.Parse<Phase>(Part.Word("phase"), ignoreCase: true),
            Declare,
            step => _rule.Run(step with { Random = Luck(step.Random) })
        );

    public override void Resolve()
    {
        try
        {
            _rule.Find(new FoundNames(Assembly, Part));
        }
        catch (ScenarioException failure)
        {
            Assembly.Errors.AddRange(failure.Errors);
        }
    }

    // Who changes a supply also adds to what was burned or minted so far.
    private void Declare(Touches touches)
    {
        _rule.Declare(touches);
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
