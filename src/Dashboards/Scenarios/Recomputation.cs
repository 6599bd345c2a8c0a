using Souk.Dashboards.Wordings;
using Souk.Simulation.Engine;

namespace Souk.Dashboards.Scenarios;

/// <summary>How numbers that are computed and not queried are had again: no SQL is behind them.</summary>
/// <param name="Command">Of a terminal; gives the same numbers where engine and scenario are the same.</param>
/// <param name="ScenarioHash">Of the scenario with its changes.</param>
/// <param name="Runs">Simulated futures, of each point where several are played; null where nothing is drawn.</param>
public sealed record Recomputation(string Command, string ScenarioHash, uint Seed, int? Runs)
{
    /// <summary>Of all results; null where they have none.</summary>
    public string? Digest { get; init; }

    /// <summary>The same for files, which name the scenario, its hash and the seed themselves.</summary>
    public IEnumerable<(string Name, string Text)> About =>
        [
            ("query", PageWords.Plain("scenarios.computed-not-queried")),
            ("recompute", Command),
            ("engine", EngineVersion.Current),
        ];

    /// <summary>Of the swings of a tornado.</summary>
    internal static Recomputation OfTornado(Design design, Sensitivity found) =>
        new(
            $"souk sensitivity {NameOf(design.Name)} --metric {Quoted(found.Metric.Key)} --seed {design.Seed} --runs {found.Runs}{SetsOf(design)}{VariesOf(found.Swings.Select(swing => $"{swing.Range}"))} --json",
            design.Changed.Hash,
            design.Seed,
            found.Runs
        )
        {
            Digest = found.Digest,
        };

    /// <summary>Of shares of variance.</summary>
    internal static Recomputation OfVariance(Design design, VarianceShares shares) =>
        new(
            $"souk sensitivity {NameOf(design.Name)} --method sobol --rows {shares.Rows} --metric {Quoted(shares.Metric.Key)} --seed {design.Seed} --runs 1{SetsOf(design)}{VariesOf(shares.Shares.Select(share => $"{share.Range}"))} --json",
            design.Changed.Hash,
            design.Seed,
            1
        );

    /// <summary>Of bands: quantiles of all runs by day.</summary>
    internal static Recomputation OfBands(Design design, int runs) =>
        new(
            $"souk simulate {NameOf(design.Name)} --runs {runs} --seed {design.Seed}{SetsOf(design)} --json",
            design.Changed.Hash,
            design.Seed,
            runs
        );

    /// <summary>Of what only a page shows.</summary>
    /// <param name="address">Of the page, with all that is asked of it.</param>
    /// <param name="key">Names the file.</param>
    /// <param name="runs">Null where nothing is drawn.</param>
    internal static Recomputation OfPage(Design design, string address, string key, int? runs) =>
        new(
            $"souk export page {Quoted(address)} --db FILE --out DIR --only {key} --format csv",
            design.Changed.Hash,
            design.Seed,
            runs
        );

    private static string SetsOf(Design design) =>
        string.Concat(design.Changes.Select(change => $" --set {Quoted($"{change.Path}={change.Value}")}"));

    private static string VariesOf(IEnumerable<string> ranges) =>
        string.Concat(ranges.Select(range => $" --vary {Quoted(range)}"));

    /// <summary>A word of a command as a shell takes it.</summary>
    internal static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=:".Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A scenario as a terminal names it: one that a reader made lies in no folder that ships.</summary>
    internal static string NameOf(string name) =>
        name.StartsWith(ScenarioLibrary.OwnPrefix, StringComparison.Ordinal) ? "FILE" : Quoted(name.Replace('~', '/'));
}
