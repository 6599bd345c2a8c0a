using System.Globalization;

namespace Souk.Simulation.Blueprints;

/// <summary>A value of a scenario and where it comes from.</summary>
/// <param name="Path">`fees.burn_share`, `tokens.TKN.decimals` or `start`.</param>
/// <param name="Value">As people write it.</param>
/// <param name="Source">A citation, or why it had to be assumed.</param>
/// <param name="IsStated">Whether a fact of the scenario or the kind's default says so; else nobody did, and it counts as assumed.</param>
/// <param name="IsSwept">Whether replicates draw it from a distribution.</param>
public sealed record FactLine(
    string Path,
    string Value,
    Confidence Confidence,
    string Source,
    bool IsStated,
    bool IsSwept
);

/// <summary>Every number, share, amount, date and formula of a scenario with its confidence and source.</summary>
/// <remarks>Who is paid by whom and what is left out are structure and not listed.</remarks>
public static class FactSheet
{
    private const string Assumed = "assumed";
    private const string NotStated = "not stated";

    /// <summary>All lines, in the order of the scenario.</summary>
    public static IReadOnlyList<FactLine> Of(Blueprint blueprint)
    {
        List<FactLine> lines =
        [
            OfHead(blueprint, "start", blueprint.Start.ToString("o", CultureInfo.InvariantCulture)),
        ];
        foreach (TokenDeclaration token in blueprint.Tokens)
        {
            string path = $"tokens.{token.Symbol}";
            lines.Add(OfHead(blueprint, $"{path}.decimals", $"{token.Decimals}"));
            if (token.SupplyMax is { } supply)
            {
                lines.Add(OfHead(blueprint, $"{path}.supply_max", $"{QuantityText.Canonical(supply)} {token.Symbol}"));
            }
        }

        foreach (Part part in blueprint.Parts)
        {
            lines.AddRange(Listed(part).Select(setting => OfSetting(blueprint, part, setting)));
        }

        return lines;
    }

    /// <summary>What a scenario's facts say of a setting; null where they say nothing.</summary>
    internal static Fact? Find(Blueprint blueprint, string path, Setting setting) =>
        setting.Origin.Line == 0 ? null : Find(blueprint, path, setting.Origin.File);

    /// <summary>All that a fact can speak of.</summary>
    internal static IEnumerable<string> Paths(Blueprint blueprint) =>
        blueprint
            .Parts.SelectMany(part => part.Kind.Parameters.Select(spec => $"{part.Name}.{spec.Name}"))
            .Concat(
                blueprint.Tokens.SelectMany(token =>
                    new[] { $"tokens.{token.Symbol}.decimals", $"tokens.{token.Symbol}.supply_max" }
                )
            )
            .Append("start");

    private static IEnumerable<Setting> Listed(Part part) =>
        part
            .Kind.Parameters.Select(spec => part.Settings[spec.Name])
            .Where(setting =>
                setting.Values.Count > 0 && IsValue(setting.Spec.Kind) && !setting.Spec.IsSilent(setting)
            );

    /// <summary>Whether a kind of parameter holds a value, and not a name.</summary>
    internal static bool IsValue(ParameterKind kind) =>
        kind is not (ParameterKind.Part or ParameterKind.Token or ParameterKind.Text or ParameterKind.Word);

    // A head has no origin of its own: the topmost file that speaks of it decides.
    private static FactLine OfHead(Blueprint blueprint, string path, string value)
    {
        Fact? fact = Find(blueprint, path, file: null);
        return new(
            path,
            value,
            fact?.Confidence ?? Confidence.Assumed,
            fact?.Source ?? NotStated,
            fact is not null,
            IsSwept: false
        );
    }

    private static FactLine OfSetting(Blueprint blueprint, Part part, Setting setting)
    {
        string path = $"{part.Name}.{setting.Spec.Name}";
        bool isDefault = setting.Origin == Origin.Default;
        Fact? fact = Find(blueprint, path, setting);
        Confidence confidence =
            fact?.Confidence
            ?? (
                isDefault && !setting.Spec.Source.StartsWith(Assumed, StringComparison.Ordinal)
                    ? Confidence.Exact
                    : Confidence.Assumed
            );
        string source = fact?.Source ?? (isDefault ? $"default: {setting.Spec.Source}" : NotStated);
        return new(
            path,
            SettingWords.Of(setting),
            confidence,
            source,
            fact is not null || isDefault,
            setting.Spread is not null
        );
    }

    // The closest pattern; of equally close ones the last.
    private static Fact? Find(Blueprint blueprint, string path, string? file)
    {
        Fact? best = null;
        int closest = -1;
        foreach (Fact fact in blueprint.Facts)
        {
            int closeness = file is null || fact.Origin.File == file ? fact.Closeness(path) : -1;
            if (closeness >= 0 && closeness >= closest)
            {
                (best, closest) = (fact, closeness);
            }
        }

        return best;
    }
}
