namespace Souk.Dashboards.Live;

/// <summary>How often the index is looked at.</summary>
/// <param name="Delay">Between two looks, while a reader listens.</param>
internal sealed record LivePace(TimeSpan Delay);
