using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Answers;

/// <summary>Rows took longer to read than a page may take; asking for less of them can help.</summary>
public sealed class ReadTimeException(TimeSpan limit)
    : Exception(PageWords.Plain("answers.reading-took-longer-than-s", limit.TotalSeconds));
