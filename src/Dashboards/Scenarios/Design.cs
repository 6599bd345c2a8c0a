using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Scenarios;

/// <summary>A scenario with a reader's changes, as an address holds them: <c>?set=fees.burn_share=50 %&amp;seed=7</c>.</summary>
/// <param name="Name">In the library.</param>
/// <param name="Base">The scenario as it ships: the baseline.</param>
/// <param name="Changed">With the changes; the baseline where they are wrong.</param>
/// <param name="Changes">Path and value, in the order of the address.</param>
/// <param name="Shown">Keys of the metrics that are drawn.</param>
/// <param name="Error">What is wrong with the address; null where nothing is.</param>
public sealed record Design(
    string Name,
    Blueprint Base,
    Blueprint Changed,
    IReadOnlyList<(string Path, string Value)> Changes,
    uint Seed,
    IReadOnlyList<string> Shown,
    string? Error
)
{
    /// <summary>More changes than this are refused.</summary>
    public const int ChangesMax = 100;

    /// <summary>Charts of one page.</summary>
    public const int ShownMax = 6;

    /// <summary>Values, by the metric's key, of which the reader wants the chance of ending below.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether months of treasury left are drawn: where the reader asked for them or for a treasury, or for nothing.</summary>
    public bool ShowsRunway { get; init; }

    private const int ShownDefault = 4;
    private const int TextLengthMax = 500;

    // What a reader wants to see first, where the scenario has it.
    private static readonly string[] s_first = ["price", "circulating", "supply", "burned", "treasury", "payments"];

    public bool IsChanged => Changes.Count > 0 && Error is null;

    public static Design Parse(string name, Blueprint shipped, IQueryCollection query)
    {
        List<(string Path, string Value)> changes = [];
        Blueprint changed = shipped;
        uint seed = 1;
        string? error = null;
        Dictionary<string, double> thresholds = new(StringComparer.Ordinal);
        try
        {
            seed = SeedOf(query["seed"].ToString());
            foreach (string? set in query["set"])
            {
                (string Path, string Value) change = Split(set ?? "");
                if (changes.Count == ChangesMax)
                {
                    throw new FormatException(PageWords.Plain("scenarios.at-most-changes-are-read", ChangesMax));
                }

                changed = changed.With(change.Path, change.Value);
                changes.Add(change);
            }

            foreach (string? under in query["under"].Take(ShownMax))
            {
                (string key, string value) = Split(under ?? "");
                thresholds[key] =
                    double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold)
                    && double.IsFinite(threshold)
                        ? threshold
                        : throw new FormatException(PageWords.Plain("scenarios.under-takes-metric-number-such", value));
            }

            BlueprintModel.Build(changed);
        }
        catch (Exception wrong) when (wrong is FormatException or ScenarioException)
        {
            (changed, error) = (shipped, wrong.Message);
        }

        return new Design(
            name,
            shipped,
            changed,
            changes,
            seed,
            ShownOf([.. BlueprintModel.Build(changed).Metrics.Select(metric => metric.Key)], query["m"]),
            error
        )
        {
            Thresholds = thresholds,
            ShowsRunway = HasTreasury(changed) && (query["m"].Count == 0 || query["m"].Any(AsksForRunway)),
        };
    }

    /// <summary>Whether a treasury holds the scenario's first token from the start, and for long enough to tell its pace.</summary>
    public static bool HasTreasury(Blueprint blueprint) =>
        blueprint.HorizonDays > Runway.FirstDay
        && blueprint.Parts.Any(part =>
            part.Kind.Name == "account"
            && part.Settings["holder"].Values.Any(holder => holder.Text == "treasury")
            && part.Settings["balance"].Values.Any(held => held.Number > 0 && held.Text == blueprint.Tokens[0].Symbol)
        );

    private static bool AsksForRunway(string? key) => key == Runway.Key || (key is not null && Runway.IsTreasury(key));

    /// <summary>The part of an address that holds all of this.</summary>
    public string Query()
    {
        IEnumerable<string> parts = Changes
            .Select(change => $"set={Uri.EscapeDataString($"{change.Path}={change.Value}")}")
            .Concat(Shown.Select(key => $"m={Uri.EscapeDataString(key)}"))
            .Concat(ShowsRunway ? [$"m={Runway.Key}"] : Array.Empty<string>())
            .Concat(
                Thresholds.Select(one =>
                    $"under={Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"{one.Key}={one.Value:R}"))}"
                )
            )
            .Append(string.Create(CultureInfo.InvariantCulture, $"seed={Seed}"));
        return "?" + string.Join('&', parts);
    }

    /// <summary>The same without the changes of one parameter.</summary>
    public Design Without(string path) => this with { Changes = [.. Changes.Where(change => change.Path != path)] };

    /// <summary>The changes as a scenario file over its base.</summary>
    public string Yaml()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"title: {Quoted(Base.Title + ", changed")}\n");
        text.Append(CultureInfo.InvariantCulture, $"base: {Name.Replace('~', '/')}\n");
        return text.Append(SetYaml()).ToString();
    }

    /// <summary>The changes alone, as the end of a scenario file; empty where there is none. Of several of one parameter the last
    /// counts.</summary>
    public string SetYaml()
    {
        var text = new StringBuilder();
        if (Changes.Count > 0)
        {
            text.Append("set:\n");
            foreach ((string path, string value) in Changes.Reverse().DistinctBy(change => change.Path).Reverse())
            {
                text.Append(CultureInfo.InvariantCulture, $"  {path}: {Quoted(value)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The changes below the text of a scenario that builds on no other; where it ends with changes of its own, these
    /// replace those of the same parameter.</summary>
    /// <returns>Null where it changes something elsewhere than in a block at its end.</returns>
    public string? Over(string source)
    {
        string[] lines = source.TrimEnd().Split('\n');
        int set = Array.FindIndex(lines, line => line.StartsWith("set:", StringComparison.Ordinal));
        if (Changes.Count == 0 || set < 0)
        {
            return $"{source.TrimEnd()}\n{SetYaml()}";
        }

        string[] block = lines[(set + 1)..];
        return lines[set].TrimEnd() == "set:" && block.All(line => line.StartsWith("  ", StringComparison.Ordinal))
            ? string.Join(
                '\n',
                [
                    .. lines[..set],
                    .. SetYaml().TrimEnd().Split('\n'),
                    .. block.Where(line => !Changes.Any(change => IsOf(change.Path, line))),
                    "",
                ]
            )
            : null;
    }

    private static bool IsOf(string path, string line) =>
        line.TrimStart().StartsWith(path + ":", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static (string Path, string Value) Split(string set)
    {
        int at = set.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && set.Length <= TextLengthMax
            ? (set[..at].Trim(), set[(at + 1)..].Trim())
            : throw new FormatException(PageWords.Plain("scenarios.a-change-reads-part-parameter"));
    }

    internal static uint SeedOf(string text) =>
        text.Length == 0 ? 1
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seed) ? seed
        : throw new FormatException(PageWords.Plain("scenarios.seed-takes-a-whole-number", uint.MaxValue));

    /// <summary>Of the known metrics those that are asked for, or a few that readers want to see first.</summary>
    internal static List<string> ShownOf(string[] known, IReadOnlyList<string?> asked)
    {
        List<string> shown = [.. asked.OfType<string>().Where(known.Contains).Distinct().Take(ShownMax)];
        return shown.Count > 0
            ? shown
            :
            [
                .. s_first
                    .Select(word =>
                        known.FirstOrDefault(key => key == word || key.EndsWith("." + word, StringComparison.Ordinal))
                    )
                    .OfType<string>()
                    .Concat(known)
                    .Distinct()
                    .Take(ShownDefault),
            ];
    }
}
