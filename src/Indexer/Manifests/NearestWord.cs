namespace Souk.Indexer.Manifests;

/// <summary>Guesses which known word a misspelt one stands for.</summary>
internal static class NearestWord
{
    /// <summary>The known word with the fewest edits, the first in order among equals.</summary>
    public static string To(string word, IReadOnlyCollection<string> known) =>
        known.MinBy(candidate => EditCount(word.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    /// <summary>Insertions, deletions and replacements between two words (Levenshtein 1966).</summary>
    private static int EditCount(string from, string to)
    {
        int[] previous = [.. Enumerable.Range(0, to.Length + 1)];
        for (int row = 1; row <= from.Length; row++)
        {
            int[] current = new int[to.Length + 1];
            current[0] = row;
            for (int column = 1; column <= to.Length; column++)
            {
                int replaced = previous[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(previous[column], current[column - 1]));
            }

            previous = current;
        }

        return previous[^1];
    }
}
