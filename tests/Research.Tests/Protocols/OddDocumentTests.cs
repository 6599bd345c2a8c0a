using Souk.Research.Notebooks;
using Souk.Research.Protocols;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;

namespace Souk.Research.Tests.Protocols;

public class OddDocumentTests
{
    public static TheoryData<string> Scenarios =>
        [
            .. Directory
                .EnumerateFiles(ShippedFiles.Scenarios, "*.yaml", SearchOption.AllDirectories)
                .Where(path => !File.ReadAllText(path).Contains("\nmarket:"))
                .Select(path => Path.GetRelativePath(ShippedFiles.Scenarios, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_rule_of_every_scenario_is_described(string scenario)
    {
        IReadOnlyList<RuleDescription> rules = RuleDescription.Of(ScenarioFiles.Read(scenario));

        rules.ShouldNotBeEmpty();
        rules.Where(rule => !rule.IsDescribed).Select(rule => rule.Rule).ShouldBeEmpty(scenario);
    }

    [Fact]
    public void Every_kind_of_part_says_what_it_and_its_parameters_mean()
    {
        Catalogue.Kinds.Where(kind => kind.Meaning.Length == 0 || kind.Source.Length == 0).ShouldBeEmpty();
        Catalogue
            .Kinds.SelectMany(kind => kind.Parameters.Select(parameter => (kind.Name, parameter)))
            .Where(entry => entry.parameter.Meaning.Length == 0)
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_rule_that_no_part_brought_is_found()
    {
        Blueprint blueprint = ScenarioFiles.Read("emissions");

        RuleDescription stray = RuleDescription.Describe(new Stray("mint.tao2 extra"), blueprint.Parts);

        stray.IsDescribed.ShouldBeFalse();
        RuleDescription.Describe(new Stray("mint.tao"), blueprint.Parts).Part.ShouldBe("mint.tao");
    }

    [Fact]
    public void The_document_has_the_seven_sections_and_every_parameter()
    {
        Blueprint blueprint = ScenarioFiles.Read("masa-like");

        string text = OddDocument.Of(blueprint);

        text.Split('\n')
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..])
            .ShouldBe([
                "1 Purpose and patterns",
                "2 Entities, state variables and scales",
                "3 Process overview and scheduling",
                "4 Design concepts",
                "5 Initialisation",
                "6 Input data",
                "7 Submodels",
            ]);
        text.ShouldContain(blueprint.Hash);
        text.ShouldContain("| fees.burn_share | 50 % |");
        text.ShouldContain("A large customer comes");
    }

    private sealed class Stray(string name) : Rule(name, Phase.Settle)
    {
        public override void Declare(Touches touches) { }

        public override void Run(in Step step) { }
    }
}
