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
