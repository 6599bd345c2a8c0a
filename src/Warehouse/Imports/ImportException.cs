namespace Souk.Warehouse.Imports;

/// <summary>A file to import cannot be used; nothing of it was written. The message names file, lines and what would do.
/// </summary>
public sealed class ImportException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Problems that one message lists; the rest is counted.</summary>
    internal const int ProblemsMax = 10;

    internal static ImportException Of(string file, IReadOnlyList<string> problems, int shownMax = ProblemsMax)
    {
        string more = problems.Count > shownMax ? $"\n  … and {problems.Count - shownMax} more" : "";
        return new ImportException(
            $"{file}: nothing was imported.\n  {string.Join("\n  ", problems.Take(shownMax))}{more}"
        );
    }
}
