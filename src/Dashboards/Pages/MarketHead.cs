using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Pages;

/// <summary>What stands on top of each page of a market.</summary>
public sealed record MarketHead(MarketSummary Market, string Question, bool IsForecast);
