using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Blueprints;

/// <summary>How sure a value is.</summary>
public enum Confidence
{
    /// <summary>Read in source code, a deployed contract or the project's own document.</summary>
    Exact,

    /// <summary>The press, an exchange, a third party.</summary>
    Reported,

    /// <summary>Nobody published it: to be swept rather than believed.</summary>
    Assumed,
}

/// <summary>What a scenario file says about where its own values come from. It is no part of the hash.</summary>
/// <param name="Source">Where it stands; of an assumption, why it is one.</param>
/// <param name="Paths">`fees.burn_share`, `tokens.TKN.supply_max`, `start`, or patterns such as `vesting.*.lock` and `*`.</param>
/// <param name="Origin">Where it was written: it speaks of values of that file alone.</param>
public sealed record Fact(Confidence Confidence, string Source, IReadOnlyList<string> Paths, Origin Origin)
{
    /// <summary>How closely the fact names a path: the letters of its best pattern, more for the path itself; below zero if none fits.</summary>
    internal int Closeness(string path) =>
        Paths.Select(one => Matches(one, path) ? one.Length + (one == path ? path.Length : 0) : -1).Max();

    internal static bool Matches(string pattern, string path)
    {
        string[] pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return pattern == path;
        }

        int from = pieces[0].Length;
        int until = path.Length - pieces[^1].Length;
        if (
            until < from
            || !path.StartsWith(pieces[0], StringComparison.Ordinal)
            || !path.EndsWith(pieces[^1], StringComparison.Ordinal)
        )
        {
            return false;
        }

        foreach (string piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            int found = path.IndexOf(piece, from, until - from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            from = found + piece.Length;
        }

        return true;
    }

    /// <summary>Notes every pattern that names nothing of the scenario.</summary>
    internal static void Check(Blueprint blueprint, IEnumerable<Fact> facts, List<ScenarioError> errors)
    {
        string[] paths = [.. FactSheet.Paths(blueprint)];
        foreach (Fact fact in facts)
        {
            foreach (string pattern in fact.Paths.Where(pattern => !paths.Any(path => Matches(pattern, path))))
            {
                string nearest = Spellings.NearestWord.To(pattern, paths);
                errors.Add(
                    new(
                        $"facts.{pattern}",
                        $"names no value of the scenario; did you mean '{nearest}'?",
                        fact.Origin.Line,
                        fact.Origin.Column
                    )
                    {
                        File = fact.Origin.File,
                    }
                );
            }
        }
    }
}
