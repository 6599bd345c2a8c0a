namespace Souk.Simulation.Blueprints;

/// <summary>One parameter in words: what it is, what it means, who says so.</summary>
/// <param name="Path">`fees.burn_share`</param>
/// <param name="Value">As people write it.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Origin">Where it was written, or the source of the default.</param>
/// <param name="IsAssumed">Whether nothing but an assumption stands behind it.</param>
public sealed record ParameterExplanation(string Path, string Value, string Meaning, string Origin, bool IsAssumed);

/// <summary>A part in words.</summary>
/// <param name="Page">Of its kind, below docs.</param>
public sealed record PartExplanation(
    string Name,
    string Kind,
    string Meaning,
    string Source,
    string Page,
    IReadOnlyList<ParameterExplanation> Parameters
);

/// <summary>A scenario in words, for `souk scenario explain`.</summary>
public static class BlueprintExplanation
{
    private const string Assumed = "assumed";

    /// <summary>Paths of the parameters behind which stands nothing but an assumption, in the order of the parts.</summary>
    public static IReadOnlyList<string> AssumedInputs(Blueprint blueprint) =>
        [
            .. Of(blueprint)
                .SelectMany(part => part.Parameters)
                .Where(parameter => parameter.IsAssumed)
                .Select(parameter => parameter.Path),
        ];

    public static IReadOnlyList<PartExplanation> Of(Blueprint blueprint) =>
        [
            .. blueprint.Parts.Select(part => new PartExplanation(
                part.Name,
                part.Kind.Name,
                part.Kind.Meaning,
                part.Kind.Source,
                part.Kind.Page,
                [.. part.Kind.Parameters.Select(spec => Explain(blueprint, part, spec))]
            )),
        ];

    private static ParameterExplanation Explain(Blueprint blueprint, Part part, ParameterSpec spec)
    {
        string path = $"{part.Name}.{spec.Name}";
        Setting setting = part.Settings[spec.Name];
        Fact? fact = FactSheet.Find(blueprint, path, setting);
        bool isDefault = setting.Origin == Origin.Default;
        bool isUnset = setting.Values.Count == 0;
        string origin =
            fact is not null ? $"{setting.Origin}: {fact.Confidence.ToString().ToLowerInvariant()}, {fact.Source}"
            : !isDefault ? setting.Origin.ToString()
            : isUnset ? "optional"
            : $"default: {spec.Source}";
        return new(
            path,
            SettingWords.Of(setting),
            spec.Meaning,
            origin,
            (fact?.Confidence == Confidence.Assumed && FactSheet.IsValue(spec.Kind))
                || (isDefault && !isUnset && spec.Source == Assumed)
        );
    }
}
