using System.Globalization;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Claims;

namespace Souk.Dashboards.Memos;

/// <summary>The memo of a market as it stands.</summary>
public static class MarketMemo
{
    /// <summary>Reads all that the memo of a market needs, as of one state of the warehouse.</summary>
    /// <param name="claims">Public statements, of this market and of others.</param>
    /// <returns>Null where no such market is indexed.</returns>
    public static async Task<(Memo Memo, MarketOverview Market)?> ReadAsync(
        IDashboardData data,
        string system,
        IReadOnlyList<Claim> claims,
        CancellationToken cancellation
    )
    {
        if (await data.ReadMarketAsync(system, cancellation) is not { } market)
        {
            return null;
        }

        Memo memo = await data.ReadAsync(
            connection =>
                Of(
                    market,
                    ChainHealth.Read(connection, system),
                    [
                        .. claims
                            .Where(claim => claim.System == system)
                            .Select(claim => ClaimCheck.Run(connection, claim)),
                    ]
                ),
            cancellation
        );
        return (memo, market);
    }

    /// <param name="claims">Public statements about this market, checked.</param>
    public static Memo Of(MarketOverview market, ChainHealth health, IReadOnlyList<CheckedClaim> claims)
    {
        MarketSummary summary = market.Summary;
        return new Memo(
            summary.Title,
            PageWords.Plain("memos.what-does-the-chain-show"),
            PageWords.Plain(
                "memos.chain-block-utc",
                summary.AsOf.ChainId,
                summary.AsOf.BlockNumber,
                summary.AsOf.BlockTime.UtcDateTime
            ),
            summary.Label,
            Memo.Fit([.. market.Headlines.Select(headline => Known(headline, summary))], $"/m/{summary.System}"),
            Memo.Fit([.. Assumed(market)], "/metrics"),
            Memo.Fit([.. Unverifiable(health, claims)], $"/claims?market={summary.System}"),
            [.. Changes(market, health).Take(Memo.ChangesMax)]
        );
    }

    private static MemoLine Known(Headline headline, MarketSummary summary)
    {
        Amount amount = new(headline.Value, headline.IsCount ? new TokenUnit("", 0) : headline.Token ?? summary.Token);
        string detail = headline.Detail is { } words ? $", {words}" : "";
        return new MemoLine(
            headline.Metric.Title,
            $"{amount.Short} {amount.Token.Symbol}".TrimEnd() + detail,
            $"/metrics/{headline.Metric.Key.Split('.')[0]}?market={summary.System}"
        );
    }

    // What a definition leaves out is what its number supposes.
    private static IEnumerable<MemoLine> Assumed(MarketOverview market)
    {
        if (market.Summary.Origin.Length > 0)
        {
            yield return new MemoLine(PageWords.Plain("memos.origin"), market.Summary.Origin);
        }

        IEnumerable<Answers.Metric> metrics = market
            .Headlines.Select(headline => headline.Metric)
            .Append(market.Unlocks.Metric)
            .Where(metric => metric.Caveats is { Length: > 0 })
            .DistinctBy(metric => metric.Caveats);
        foreach (Answers.Metric metric in metrics)
        {
            yield return new MemoLine(metric.Title, metric.Caveats!, $"/metrics/{metric.Key.Split('.')[0]}");
        }
    }

    private static IEnumerable<MemoLine> Unverifiable(ChainHealth health, IReadOnlyList<CheckedClaim> claims)
    {
        long believed = health.Coverage.Blocks - health.Coverage.Proved;
        if (believed > 0)
        {
            yield return new MemoLine(
                PageWords.Plain("memos.completeness"),
                PageWords.Plain(
                    "memos.of-stored-blocks-are-not",
                    believed.ToString("N0", CultureInfo.InvariantCulture),
                    health.Coverage.Blocks.ToString("N0", CultureInfo.InvariantCulture),
                    health.Coverage.Sentence
                ),
                "/status"
            );
        }

        if (health.Quarantine.Rows.Count > 0)
        {
            yield return new MemoLine(
                PageWords.Plain("memos.quarantine"),
                PageWords.Plain("memos.kinds-of-logs-could-not", health.Quarantine.Rows.Count),
                "/status"
            );
        }

        foreach (
            CheckedClaim claim in claims.Where(one =>
                one.Verdict is ClaimVerdict.Unobservable or ClaimVerdict.PartlyObservable
            )
        )
        {
            yield return new MemoLine(
                PageWords.Plain("memos.said-by", claim.Claim.Speaker),
                PageWords.Plain("memos.verdict", claim.Claim.Statement, FoundText.Of(claim.Verdict)),
                $"/claims?market={claim.Claim.System}"
            );
        }

        yield return new MemoLine(PageWords.Plain("memos.persons"), PageWords.Plain("memos.a-wallet-is-no-person"));
    }

    private static IEnumerable<MemoLine> Changes(MarketOverview market, ChainHealth health)
    {
        foreach (Concern concern in ConcernReader.Read(market))
        {
            yield return new MemoLine(concern.Title, concern.Sentence, $"/m/{market.Summary.System}");
        }

        if (health.Coverage.Proved < health.Coverage.Blocks)
        {
            yield return new MemoLine(
                PageWords.Plain("memos.a-log-that-nobody-gave"),
                PageWords.Plain("memos.endpoints-were-believed-for-a"),
                "/status"
            );
        }

        yield return new MemoLine(
            PageWords.Plain("memos.later-blocks"),
            PageWords.Plain("memos.every-number-is-as-of")
        );
        yield return new MemoLine(PageWords.Plain("memos.a-label"), PageWords.Plain("memos.who-owns-a-wallet-decides"));
        yield return new MemoLine(
            PageWords.Plain("memos.another-definition"),
            PageWords.Plain("memos.definers-count-differently-the-metric"),
            "/metrics"
        );
    }
}
