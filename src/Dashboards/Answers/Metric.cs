namespace Souk.Dashboards.Answers;

/// <summary>How a number is defined: the header of the metric's .sql file.</summary>
/// <param name="Key">The key that `souk metrics get` takes; also the last part of the API's path. Unique in a market.</param>
/// <param name="Title">A short name.</param>
/// <param name="Formula">How it is computed, in words or symbols.</param>
/// <param name="Definer">Whose definition it is, such as "Token Terminal" or "Souk".</param>
/// <param name="Caveats">What a careful reader must know; null where nothing is.</param>
public sealed record Metric(string Key, string Title, string Formula, string Definer, string? Caveats = null);

/// <summary>The rows of one metric, oldest or largest first.</summary>
public sealed record Dataset<TRow>(Metric Metric, IReadOnlyList<TRow> Rows);
