using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;

namespace Souk.Cli.Ensembles;

/// <summary>The kinds of design, as people write them.</summary>
internal static class DesignWords
{
    public const string Default = "sobol";

    private static readonly (string Word, DesignKind Kind)[] s_kinds =
    [
        (Default, DesignKind.Sobol),
        ("latin", DesignKind.LatinHypercube),
        ("grid", DesignKind.Grid),
        ("one-at-a-time", DesignKind.OneAtATime),
        ("antithetic", DesignKind.Antithetic),
    ];

    public static string Of(DesignKind kind) => Array.Find(s_kinds, one => one.Kind == kind).Word;

    /// <summary>Whether it names a file of points.</summary>
    public static bool IsFile(string word) =>
        Path.GetExtension(word).ToLowerInvariant() is ".csv" or ".parquet" || File.Exists(word);

    /// <exception cref="InvalidInputException">Something else than whole numbers with commas between them.</exception>
    public static int[]? Days(string? text)
    {
        try
        {
            return text?.Split(',').Select(day => int.Parse(day, CultureInfo.InvariantCulture)).ToArray();
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            throw new InvalidInputException($"--on-days '{text}' is no list of days, such as 29,59,89.");
        }
    }

    /// <exception cref="InvalidInputException">Another word.</exception>
    public static DesignKind Read(string word) =>
        Array.Exists(s_kinds, one => one.Word == word)
            ? Array.Find(s_kinds, one => one.Word == word).Kind
            : throw new InvalidInputException(
                $"--design '{word}' is none of {string.Join(", ", s_kinds.Select(one => one.Word))}."
            );

    /// <exception cref="InvalidInputException">A constraint that cannot be read, or several that contradict one another.</exception>
    public static ConstrainedSpace Space(Blueprint blueprint, IReadOnlyList<Variation> variations, string[] keep)
    {
        try
        {
            return new ConstrainedSpace(blueprint, variations, keep);
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--keep: {problem.Message}");
        }
    }
}
