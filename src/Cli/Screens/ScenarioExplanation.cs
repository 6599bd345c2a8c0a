using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;

namespace Souk.Cli.Screens;

/// <summary>A scenario in words.</summary>
internal sealed record ScenarioExplanation(
    string Title,
    string Question,
    string Hash,
    DateOnly Start,
    int HorizonDays,
    IReadOnlyList<TokenDeclaration> Tokens,
    IReadOnlyList<PartExplanation> Parts,
    IReadOnlyList<ScenarioExplanation.Change> Timeline
)
{
    /// <summary>What becomes of a parameter on a day.</summary>
    public sealed record Change(int Day, DateOnly Date, string Note, string Path, string Value);

    public static ScenarioExplanation Of(Blueprint blueprint) =>
        new(
            blueprint.Title,
            blueprint.Question,
            blueprint.Hash,
            blueprint.Start,
            blueprint.HorizonDays,
            blueprint.Tokens,
            BlueprintExplanation.Of(blueprint),
            [
                .. from one in blueprint.Timeline
                from change in one.Changes
                select new Change(
                    one.Day,
                    blueprint.Start.AddDays(one.Day),
                    one.Note,
                    change.Path,
                    SettingWords.Of(change.Setting)
                ),
            ]
        );

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Title}");
        Add(text, $"{Question}", Question.Length > 0);
        Add(text, $"{HorizonDays:N0} days from {Start:yyyy-MM-dd}; hash {Hash}");
        foreach (TokenDeclaration token in Tokens)
        {
            string limit = token.SupplyMax is { } max ? $"at most {max:N0}" : "no limit";
            Add(text, $"Token {token.Symbol}: {limit}, {token.Decimals} decimals.");
        }

        foreach (PartExplanation part in Parts)
        {
            Add(text, $"\n{part.Name} ({part.Kind}): {part.Meaning}");
            Add(text, $"  after {part.Source}; docs/{part.Page}");
            foreach (ParameterExplanation parameter in part.Parameters)
            {
                string name = parameter.Path[(part.Name.Length + 1)..];
                string origin = parameter.IsAssumed ? "assumed" : parameter.Origin;
                Add(text, $"  {name, -24} {parameter.Value, -22} {parameter.Meaning} [{origin}]");
            }
        }

        Add(text, $"\nWhat changes:", Timeline.Count > 0);
        foreach (Change change in Timeline)
        {
            string note = change.Note.Length > 0 ? $" ({change.Note})" : "";
            Add(text, $"  day {change.Day} ({change.Date:yyyy-MM-dd}): {change.Path} becomes {change.Value}{note}");
        }

        return text.ToString().TrimEnd();
    }

    private static void Add(StringBuilder text, FormattableString line, bool isShown = true) =>
        text.Append(isShown ? line.ToString(CultureInfo.InvariantCulture) + "\n" : "");
}
