using System.Numerics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of what oracles say.</summary>
internal static class FeedRecomputations
{
    [Recomputes("feeds")]
    public static IEnumerable<string> Feeds(DrawnQuestion asked)
    {
        var feeds = asked
            .SeenAnywhere("market.oracle_price")
            .Where(row => asked.Token(row)?.Is("is_market_token") == true)
            .GroupBy(row =>
                (Chain: row.Int("chain_id"), row.System, Feed: "0x" + Convert.ToHexStringLower((byte[])row["feed"]!))
            );
        foreach (var updates in feeds)
        {
            DateTime[] published = [.. updates.Select(row => (DateTime)row["publish_time"]!).Order()];
            DateTime last = asked
                .Blocks.Where(block => block.Int("chain_id") == updates.Key.Chain)
                .Max(block => block.Time);
            yield return Line(
                updates.Key.Chain,
                updates.Key.System,
                updates.Key.Feed,
                "GOLD",
                "USD",
                updates.Count(),
                updates.Count(row => Fault(row) is "no price in the feed" or "the feed is unsure"),
                published[0],
                published[^1],
                published.Length == 1
                    ? null
                    : published.Zip(published[1..], (one, next) => (long)(next - one).TotalSeconds).Max(),
                (long)(last - published[^1]).TotalSeconds,
                DrawnQuestion.Median(
                    updates
                        .Where(row => row.Big("price") > 0)
                        .Select(row => row.Big("confidence") * 1_000_000 / row.Big("price"))
                )
            );
        }
    }

    /// <summary>Why an update is no price; null where it is one.</summary>
    public static string? Fault(DrawnRow update)
    {
        (BigInteger price, BigInteger confidence) = (update.Big("price"), update.Big("confidence"));
        return price <= 0 ? "no price in the feed"
            : confidence > price * 20_000 / 1_000_000 ? "the feed is unsure"
            : update.Int("exponent") > 18 ? "beyond what can be counted"
            : null;
    }
}
