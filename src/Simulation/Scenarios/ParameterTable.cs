using Souk.Simulation.Spellings;

namespace Souk.Simulation.Scenarios;

/// <summary>Every parameter that a scenario file or `--set` can change, by path.</summary>
public static class ParameterTable
{
    private const string AnyVesting = "vesting.*.";

    private static readonly IReadOnlyList<Parameter> Fixed = [.. StateParameters.All, .. BehaviourParameters.All];

    /// <summary>All paths, with `vesting.*.` for the schedules of any market.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [.. Fixed.Select(p => p.Path), .. VestingParameters.Fields.Select(field => AnyVesting + field)];

    /// <summary>The paths that describe behaviour; each has an entry in docs/ASSUMPTIONS.md.</summary>
    public static IReadOnlyList<string> BehaviourPaths { get; } = [.. BehaviourParameters.All.Select(p => p.Path)];

    internal static IEnumerable<Parameter> Of(Scenario scenario) =>
        Fixed.Concat(Enumerable.Range(0, scenario.State.Vesting.Count).SelectMany(VestingParameters.Of));

    internal static Scenario Change(Scenario scenario, string path, string value)
    {
        List<Parameter> targets = [.. Of(scenario).Where(parameter => Matches(parameter.Path, path))];
        if (targets.Count == 0)
        {
            throw new ScenarioException(new ScenarioError(path, Missing(scenario, path)));
        }

        return targets.Aggregate(scenario, (changed, parameter) => parameter.Change(changed, value));
    }

    /// <summary>Null when the path could exist in some market; else what to say about it.</summary>
    internal static string? Unknown(string path)
    {
        string any = AnyIndex(path);
        return Paths.Contains(any) ? null : $"is not a parameter; did you mean '{NearestWord.To(any, Paths)}'?";
    }

    private static string Missing(Scenario scenario, string path) =>
        Unknown(path) ?? $"matches nothing: the market has {scenario.State.Vesting.Count} vesting schedules";

    private static bool Matches(string parameter, string path) =>
        parameter == path || (IsAnyVesting(path) && AnyIndex(parameter) == AnyIndex(path));

    private static bool IsAnyVesting(string path) =>
        path.StartsWith(AnyVesting, StringComparison.Ordinal)
        || path.StartsWith("vesting[*].", StringComparison.Ordinal);

    // vesting[1].cliff and vesting[*].cliff become vesting.*.cliff.
    private static string AnyIndex(string path)
    {
        int close = path.IndexOf("].", StringComparison.Ordinal);
        return path.StartsWith("vesting[", StringComparison.Ordinal) && close > 0
            ? AnyVesting + path[(close + 2)..]
            : path;
    }
}
