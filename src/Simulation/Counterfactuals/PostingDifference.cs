namespace Souk.Simulation.Counterfactuals;

/// <summary>Postings that only one of two runs made, each counted as often as it was made more.</summary>
internal static class PostingDifference
{
    /// <summary>Compares day by day and rule by rule, whatever the order within a rule.</summary>
    public static (IReadOnlyList<DifferingPosting> Differing, int Same) Of(
        IReadOnlyList<TwinPosting> actual,
        IReadOnlyList<TwinPosting> other
    )
    {
        Dictionary<TwinPosting, int> surplus = [];
        Count(surplus, actual, 1);
        Count(surplus, other, -1);
        // Days rise in both journals; within a day what happened comes before what would have happened.
        List<DifferingPosting> differing =
        [
            .. Surplus(surplus, actual, 1).Concat(Surplus(surplus, other, -1)).OrderBy(one => one.Posting.Day),
        ];
        return (differing, actual.Count - differing.Count(one => one.InActual));
    }

    private static void Count(Dictionary<TwinPosting, int> surplus, IReadOnlyList<TwinPosting> postings, int sign)
    {
        foreach (TwinPosting posting in postings)
        {
            surplus[posting] = surplus.GetValueOrDefault(posting) + sign;
        }
    }

    private static IEnumerable<DifferingPosting> Surplus(
        Dictionary<TwinPosting, int> surplus,
        IReadOnlyList<TwinPosting> postings,
        int sign
    )
    {
        foreach (TwinPosting posting in postings)
        {
            int left = surplus[posting] * sign;
            if (left > 0)
            {
                surplus[posting] -= sign;
                yield return new DifferingPosting(sign > 0, posting);
            }
        }
    }
}
