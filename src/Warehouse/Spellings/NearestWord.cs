namespace Souk.Warehouse.Spellings;

/// <summary>The known word with the fewest edits from a misspelt one (Levenshtein 1966), whatever the case; the first among
/// equals.</summary>
public static class NearestWord
{
    /// <param name="known">At least one.</param>
    public static string To(string word, IEnumerable<string> known) =>
        known.MinBy(candidate => Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
