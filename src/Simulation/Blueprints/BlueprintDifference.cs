namespace Souk.Simulation.Blueprints;

/// <summary>A fact in which two scenarios differ.</summary>
/// <param name="Before">Null where only the second has it.</param>
/// <param name="After">Null where only the first has it.</param>
public sealed record BlueprintDifference(string Path, string? Before, string? After)
{
    /// <summary>Everything in which two scenarios differ, in the order of the first, then of the second.</summary>
    public static IReadOnlyList<BlueprintDifference> Between(Blueprint first, Blueprint second)
    {
        Dictionary<string, string> before = BlueprintText
            .Lines(first, SettingWords.Of)
            .ToDictionary(line => line.Path, line => line.Value);
        Dictionary<string, string> after = BlueprintText
            .Lines(second, SettingWords.Of)
            .ToDictionary(line => line.Path, line => line.Value);
        return
        [
            .. before
                .Where(line => after.GetValueOrDefault(line.Key) != line.Value)
                .Select(line => new BlueprintDifference(line.Key, line.Value, after.GetValueOrDefault(line.Key))),
            .. after
                .Where(line => !before.ContainsKey(line.Key))
                .Select(line => new BlueprintDifference(line.Key, null, line.Value)),
        ];
    }

    public override string ToString() =>
        Before is null ? $"+ {Path}: {After}"
        : After is null ? $"- {Path}: {Before}"
        : $"  {Path}: {Before} → {After}";
}
