using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;

namespace Souk.Research.Protocols;

/// <summary>A scenario as a document after the ODD protocol (overview, design concepts, details), by which papers describe
/// agent-based models.</summary>
/// <remarks>Sections after Grimm et al. 2020, "The ODD protocol for describing agent-based and other simulation models: a second
/// update", doi:10.18564/jasss.4259. Everything is read from the model that runs, so the document cannot say something else.</remarks>
public static class OddDocument
{
    /// <returns>Markdown.</returns>
    public static string Of(Blueprint blueprint)
    {
        Model model = BlueprintModel.Build(blueprint);
        StringBuilder text = new();
        Add(text, $"# {blueprint.Title}\n");
        Add(text, $"After the ODD protocol (Grimm et al. 2020, doi:10.18564/jasss.4259). Scenario {blueprint.Hash},");
        Add(text, $"engine {EngineVersion.Current}. Written by `souk describe`.");
        AddPurpose(text, blueprint, model);
        AddEntities(text, blueprint, model);
        AddProcesses(text, blueprint);
        AddConcepts(text, blueprint);
        AddInitialisation(text, blueprint);
        AddSubmodels(text, blueprint);
        return text.ToString();
    }

    private static void AddPurpose(StringBuilder text, Blueprint blueprint, Model model)
    {
        Add(text, $"\n## 1 Purpose and patterns\n");
        Add(text, $"{(blueprint.Question.Length > 0 ? blueprint.Question : "The scenario states no question.")}\n");
        Add(text, $"What it is judged by, recorded at the close of each day:\n");
        foreach (Simulation.Metrics.MetricSpec metric in model.Metrics)
        {
            Add(text, $"- `{metric.Key}` ({metric.Unit}): {metric.Meaning}");
        }
    }

    private static void AddEntities(StringBuilder text, Blueprint blueprint, Model model)
    {
        Add(text, $"\n## 2 Entities, state variables and scales\n");
        Add(
            text,
            $"{model.AgentCount:N0} agents at the start, held as rows of columns; {model.Slots.Count} pieces of state."
        );
        Add(
            text,
            $"A step is a day; {blueprint.HorizonDays:N0} steps from {blueprint.Start:yyyy-MM-dd}. There is no space.\n"
        );
        foreach (TokenDeclaration token in blueprint.Tokens)
        {
            string limit = token.SupplyMax is { } max
                ? $"at most {max.ToString("N0", CultureInfo.InvariantCulture)}"
                : "without a limit";
            Add(text, $"- Token {token.Symbol}: {limit}, integers of 10^-{token.Decimals}.");
        }

        foreach (IGrouping<string, Part> family in blueprint.Parts.GroupBy(part => part.Kind.Name))
        {
            Add(text, $"- {family.Key}: {string.Join(", ", family.Select(part => part.Name))}.");
        }
    }

    private static void AddProcesses(StringBuilder text, Blueprint blueprint)
    {
        Add(text, $"\n## 3 Process overview and scheduling\n");
        Add(
            text,
            $"Each day the phases run in this order; within one, the order follows from what rules read and write.\n"
        );
        foreach (IGrouping<Phase, RuleDescription> phase in RuleDescription.Of(blueprint).GroupBy(rule => rule.Phase))
        {
            string when = phase.Key == Phase.Start ? " (once, before the first day)" : "";
            Add(text, $"- **{phase.Key}**{when}: {string.Join(", ", phase.Select(rule => rule.Rule))}.");
        }
    }

    private static void AddConcepts(StringBuilder text, Blueprint blueprint)
    {
        Add(text, $"\n## 4 Design concepts\n");
        Add(
            text,
            $"- **Emergence.** Prices and holdings follow from orders; no rule sets a price that a market could."
        );
        Add(
            text,
            $"- **Adaptation and prediction.** People know yesterday; what they expect is adaptive, myopic or foreseen, as they say."
        );
        Add(
            text,
            $"- **Interaction.** Through markets, fees, rewards and votes; orders of a day are cleared together."
        );
        Add(
            text,
            $"- **Stochasticity.** Counter-based random numbers, keyed by seed and replicate: scenarios under one seed"
        );
        Add(
            text,
            $"  share their luck{(blueprint.IsUncertain ? ", and each replicate draws its uncertain parameters anew" : "")}."
        );
        Add(
            text,
            $"- **Observation.** The metrics of section 1, over replicates as the quantiles 5, 25, 50, 75 and 95 %."
        );
        Add(
            text,
            $"- **Conservation.** Amounts are exact integers; only mints and burns change a supply, checked after every rule."
        );
    }

    private static void AddInitialisation(StringBuilder text, Blueprint blueprint)
    {
        Add(text, $"\n## 5 Initialisation\n");
        Add(
            text,
            $"As the parameters of section 7 say. {BlueprintExplanation.AssumedInputs(blueprint).Count} of them are assumed."
        );
        Add(text, $"\n## 6 Input data\n");
        Add(
            text,
            $"{(blueprint.Timeline.Count == 0 ? "None: nothing from outside changes during a run." : "What the scenario changes on its way:")}\n"
        );
        foreach (TimelineEvent one in blueprint.Timeline)
        {
            string changes = string.Join(
                ", ",
                one.Changes.Select(change => $"`{change.Path}` becomes {SettingWords.Of(change.Setting)}")
            );
            Add(text, $"- Day {one.Day}{(one.Note.Length > 0 ? $" ({one.Note})" : "")}: {changes}.");
        }
    }

    private static void AddSubmodels(StringBuilder text, Blueprint blueprint)
    {
        Add(text, $"\n## 7 Submodels");
        foreach (PartExplanation part in BlueprintExplanation.Of(blueprint))
        {
            Add(text, $"\n### {part.Name}: {part.Kind}\n");
            Add(text, $"{part.Meaning} After {part.Source}.\n");
            Add(text, $"| Parameter | Value | Meaning | Where from |");
            Add(text, $"| --- | --- | --- | --- |");
            foreach (ParameterExplanation parameter in part.Parameters)
            {
                string origin = parameter.IsAssumed ? "assumed" : parameter.Origin;
                Add(
                    text,
                    $"| {Cell(parameter.Path)} | {Cell(parameter.Value)} | {Cell(parameter.Meaning)} | {Cell(origin)} |"
                );
            }
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
