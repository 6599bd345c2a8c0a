using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario kinds [KIND]`: what a scenario can be made of.</summary>
internal static class ScenarioKindsVerb
{
    public static Command Create()
    {
        Argument<string?> kind = new("KIND")
        {
            Description = "One kind such as vesting.linear, or a family such as vesting; its parameters are shown.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> json = SharedOptions.Json();
        Command kinds = new(
            "kinds",
            "List the kinds of parts that scenarios can use; of one, its parameters with unit, default, limits, source.\n\n"
                + "Examples:\n"
                + "  souk scenario kinds\n"
                + "  souk scenario kinds emission.halving\n"
                + "  souk scenario kinds --json"
        )
        {
            kind,
            json,
        };
        kinds.SetAction(parsed =>
        {
            string? name = parsed.GetValue(kind);
            IReadOnlyList<PartKind> found = name is null ? Catalogue.Kinds : Catalogue.Find(name);
            Console.WriteLine(
                parsed.GetValue(json) ? JsonOutput.Of(found.Select(Report))
                : name is null ? string.Join('\n', found.Select(one => $"{one.Name, -28} {one.Meaning}"))
                : string.Join("\n\n", found.Select(Text))
            );
        });
        return kinds;
    }

    private static object Report(PartKind kind) =>
        new
        {
            kind.Name,
            kind.Meaning,
            kind.Source,
            kind.Page,
            Parameters = kind.Parameters.Select(spec => new
            {
                spec.Name,
                spec.Meaning,
                Unit = SettingWords.UnitOf(spec.Kind),
                Default = spec.DefaultText,
                Source = spec.IsRequired ? null : spec.Source,
                Limits = SettingWords.LimitsOf(spec),
                spec.IsRequired,
                spec.IsList,
                spec.IsFixed,
            }),
            kind.Publishes,
        };

    private static string Text(PartKind kind) =>
        string.Join(
            '\n',
            [
                $"{kind.Name}: {kind.Meaning}",
                $"  after {kind.Source}",
                $"  page docs/{kind.Page}",
                .. kind.Parameters.SelectMany(Lines),
                .. kind.Publishes.Count > 0 ? ["  Formulas read:"] : Array.Empty<string>(),
                .. kind.Publishes.Select(one => $"  .{one.Key, -23} {one.Meaning} ({one.Unit})"),
            ]
        );

    private static IEnumerable<string> Lines(ParameterSpec spec)
    {
        string fallback =
            spec.IsRequired ? "required"
            : spec.Default!.Length == 0 ? "optional"
            : $"default {spec.DefaultText} ({spec.Source})";
        string limits = SettingWords.LimitsOf(spec) is { Length: > 0 } some ? $"; {some}" : "";
        string list = spec.IsList ? "; a list" : "";
        string isFixed = spec.IsFixed ? "; fixed at the start" : "";
        yield return $"  {spec.Name, -24} {spec.Meaning}";
        yield return $"  {"", -24} {SettingWords.UnitOf(spec.Kind)}; {fallback}{limits}{list}{isFixed}";
    }
}
