namespace Souk.Dashboards.Answers;

/// <summary>Rows took longer to read than a page may take; asking for less of them can help.</summary>
public sealed class ReadTimeException(TimeSpan limit)
    : Exception($"Reading took longer than {limit.TotalSeconds:0} s and was stopped. Ask for fewer days or rows.");
