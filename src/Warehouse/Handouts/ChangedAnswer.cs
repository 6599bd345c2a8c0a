namespace Souk.Warehouse.Handouts;

/// <summary>One question and two answers that followed each other.</summary>
/// <param name="AsOf">The moment up to which blocks counted; null where no block was stored.</param>
/// <param name="Parties">address or entity.</param>
/// <param name="KnownAt">Null where what was known then was asked for.</param>
/// <param name="Changed">What had changed in between, in words.</param>
public sealed record ChangedAnswer(
    string System,
    string Metric,
    DateTime? AsOf,
    string Parties,
    DateTime? KnownAt,
    HandedAnswer Old,
    HandedAnswer New,
    string Changed
)
{
    /// <summary>Lines of the old answer that the new one has not, and the other way round; null where one was too long to be kept.
    /// </summary>
    public (IReadOnlyList<string> Gone, IReadOnlyList<string> Come)? Lines =>
        Old.Text is { } before && New.Text is { } after ? (Without(before, after), Without(after, before)) : null;

    private static string[] Without(string text, string other)
    {
        List<string> rest = [.. other.Split('\n')];
        return [.. text.Split('\n').Where(line => !rest.Remove(line))];
    }
}

/// <summary>One answer as it was first given.</summary>
/// <param name="At">Our time, UTC.</param>
/// <param name="In">The handout.</param>
/// <param name="Text">CSV; null where it was too long to be kept.</param>
public sealed record HandedAnswer(DateTime At, string In, long Rows, string Digest, string? Text);
