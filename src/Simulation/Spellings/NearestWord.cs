namespace Souk.Simulation.Spellings;

/// <summary>The known word with the fewest edits from a mistyped one (Levenshtein distance; ties: the first).</summary>
internal static class NearestWord
{
    public static string To(string word, IReadOnlyList<string> known) =>
        known.MinBy(candidate => Distance(word, candidate))!;

    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
