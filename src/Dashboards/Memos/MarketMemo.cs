using System.Globalization;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Trust;
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
            "What does the chain show of this market, and what does it not?",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Chain {summary.AsOf.ChainId}, block {summary.AsOf.BlockNumber:N0}, {summary.AsOf.BlockTime.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
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
            yield return new MemoLine("Origin", market.Summary.Origin);
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
                "Completeness",
                $"{believed.ToString("N0", CultureInfo.InvariantCulture)} of {health.Coverage.Blocks.ToString("N0", CultureInfo.InvariantCulture)} stored blocks are not checked against receipts: {health.Coverage.Sentence}.",
                "/status"
            );
        }

        if (health.Quarantine.Rows.Count > 0)
        {
            yield return new MemoLine(
                "Quarantine",
                $"{health.Quarantine.Rows.Count} kinds of logs could not be read and are in no number.",
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
                $"Said by {claim.Claim.Speaker}",
                $"{claim.Claim.Statement} Verdict: {claim.Verdict}.",
                $"/claims?market={claim.Claim.System}"
            );
        }

        yield return new MemoLine(
            "Persons",
            "A wallet is no person: who stands behind an address is seen only where somebody declared it."
        );
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
                "A log that nobody gave us",
                "Endpoints were believed for a part of the blocks: proving them could add what is missing.",
                "/status"
            );
        }

        yield return new MemoLine("Later blocks", "Every number is as of the block above; the next ones change it.");
        yield return new MemoLine("A label", "Who owns a wallet decides what circulates and who is paid.");
        yield return new MemoLine(
            "Another definition",
            "Definers count differently; the metric's page has them beside each other.",
            "/metrics"
        );
    }
}
