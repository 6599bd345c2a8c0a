using System.Globalization;
using System.Text;

namespace Souk.Simulation.Blueprints;

/// <summary>The canonical text of a blueprint: one line per fact, in a fixed order, without names of files and people's words.</summary>
internal static class BlueprintText
{
    public static string Of(Blueprint blueprint)
    {
        StringBuilder text = new();
        foreach ((string path, string value) in Lines(blueprint, setting => setting.Canonical, withSilent: false))
        {
            text.Append(path).Append('=').Append(value).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Parts keep the order in which they were declared: it decides ties between them.</summary>
    /// <param name="write">How a setting is written.</param>
    /// <param name="withSilent">Whether with parameters that came later and have their default.</param>
    public static IEnumerable<(string Path, string Value)> Lines(
        Blueprint blueprint,
        Func<Setting, string> write,
        bool withSilent = true
    )
    {
        yield return ("start", blueprint.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return ("horizon", $"{blueprint.HorizonDays} days");
        foreach (TokenDeclaration token in blueprint.Tokens)
        {
            yield return ($"tokens.{token.Symbol}.decimals", $"{token.Decimals}");
            yield return (
                $"tokens.{token.Symbol}.supply_max",
                token.SupplyMax is { } max ? QuantityText.Canonical(max) : "none"
            );
        }

        foreach (Part part in blueprint.Parts)
        {
            yield return ($"{part.Name}.kind", part.Kind.Name);
            foreach (
                ParameterSpec spec in part.Kind.Parameters.Where(spec =>
                    withSilent || !spec.IsSilent(part.Settings[spec.Name])
                )
            )
            {
                yield return ($"{part.Name}.{spec.Name}", write(part.Settings[spec.Name]));
            }
        }

        // A weight of 1 says nothing; others are in what is shown of people.
        foreach ((string part, decimal weight) in blueprint.Weights.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (weight != 1)
            {
                yield return ($"weights.{part}", QuantityText.Canonical(weight));
            }
        }

        foreach ((string file, RuleCode code) in blueprint.Code.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            yield return ($"code {file}", code.Digest);
        }

        for (int i = 0; i < blueprint.Timeline.Count; i++)
        {
            foreach (ParameterChange change in blueprint.Timeline[i].Changes)
            {
                yield return ($"timeline[{i}] day {blueprint.Timeline[i].Day} {change.Path}", write(change.Setting));
            }
        }
    }
}
