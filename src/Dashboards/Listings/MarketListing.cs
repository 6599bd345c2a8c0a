using System.Numerics;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Listings;

/// <summary>A market on the front page: what it is worth, what is paid, how fresh it is, and what to look at.</summary>
/// <param name="Capitalisation">Price times circulating tokens by Token Terminal's definition; null without a price.</param>
/// <param name="Fees">Of the 30 days until the last block, valued in the same token; null without a price.</param>
/// <param name="Supply">Of the last days, at their end.</param>
/// <param name="Sales">Of the last days, legs that buyers paid for something.</param>
/// <param name="Flags">What is beyond a threshold, the gravest first.</param>
public sealed record MarketListing(
    MarketSummary Market,
    Amount? Capitalisation,
    Amount? Fees,
    Trend Supply,
    Trend Sales,
    IReadOnlyList<Alert> Flags
)
{
    /// <summary>Metrics of which <see cref="Capitalisation"/> is made: of what valuation answers, no maximum supply.</summary>
    public static readonly string[] CapitalisationIsOf = ["prices", "circulating"];

    /// <summary>Metrics of which <see cref="Fees"/> are made: of what multiples answers, no value of the token.</summary>
    public static readonly string[] FeesAreOf = ["prices", "fees"];

    /// <summary>A market of which nothing was worked out yet.</summary>
    public static MarketListing Unknown(MarketSummary market) =>
        new(market, null, null, Trend.OfSupply(market, []), Trend.OfSales([]), []);
}

/// <summary>A number day by day, as a sparkline shows it.</summary>
/// <param name="Title">What it counts.</param>
/// <param name="Unit">Base units of this token; a count where it has no symbol.</param>
/// <param name="MetricKey">Whose rows these are.</param>
/// <param name="Days">Oldest first, without gaps; empty before the first block.</param>
public sealed record Trend(
    string Title,
    TokenUnit Unit,
    string MetricKey,
    IReadOnlyList<(DateOnly Day, BigInteger Value)> Days
)
{
    /// <summary>Days that a sparkline shows.</summary>
    public const int DaysMax = 90;

    public static Trend OfSupply(MarketSummary market, IReadOnlyList<(DateOnly, BigInteger)> days) =>
        new(PageWords.Plain("listings.supply"), market.Token, "supply", days);

    public static Trend OfSales(IReadOnlyList<(DateOnly, BigInteger)> days) =>
        new(PageWords.Plain("listings.sales-a-day"), new TokenUnit("", 0), "payments", days);

    /// <summary>What a reader sees in the line.</summary>
    public string Sentence =>
        Days.Count == 0
            ? PageWords.Plain("listings.nothing-is-stored-yet", Title)
            : PageWords.Plain(
                "listings.over-days-from-to-lowest",
                Title,
                Days.Count,
                Shown(Days[0].Value),
                Shown(Days[^1].Value),
                Shown(Days.Min(day => day.Value)),
                Shown(Days.Max(day => day.Value))
            );

    public IReadOnlyList<double> Points => [.. Days.Select(day => new Amount(day.Value, Unit).ToChartPoint())];

    private string Shown(BigInteger value) => $"{new Amount(value, Unit).Compact} {Unit.Symbol}".TrimEnd();
}
