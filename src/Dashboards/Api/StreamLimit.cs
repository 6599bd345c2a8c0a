namespace Souk.Dashboards.Api;

/// <summary>How long the runs of one stream may take.</summary>
internal sealed record StreamLimit(TimeSpan TimeMax);
