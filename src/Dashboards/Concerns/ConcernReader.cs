using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Concerns;

/// <summary>Reads from a market's numbers what could go wrong; thresholds are ours and stand in the sentences.</summary>
public static class ConcernReader
{
    private const int WindowDays = 30;
    private static readonly Share UnlockWatch = new(100);
    private static readonly Share UnlockAlarm = new(500);
    private static readonly Share ContributorWatch = new(2_000);
    private static readonly Share ContributorAlarm = new(5_000);
    private static readonly Share TrendWatch = new(2_500);

    /// <summary>The gravest first; a part without data gives none.</summary>
    public static IReadOnlyList<Concern> Read(MarketOverview market)
    {
        Concern?[] all =
        [
            NextUnlock(market),
            YearOfUnlocks(market),
            TopContributor(market),
            NetEmission(market),
            PaymentTrend(market),
        ];
        return [.. all.OfType<Concern>().OrderByDescending(concern => concern.Severity)];
    }

    private static Concern? NextUnlock(MarketOverview market)
    {
        (DateOnly month, BigInteger amount, string bucket) = Future(market).FirstOrDefault();
        if (
            amount.IsZero
            || Circulating(market) is not { } circulating
            || Share.Of(amount, circulating) is not { } share
        )
        {
            return null;
        }

        string sentence = PageWords.Plain(
            "concerns.can-be-released-in-mostly",
            Text(market.Summary.Token, amount),
            Month(month),
            bucket,
            share
        );
        return new Concern(
            Grade(share, UnlockWatch, UnlockAlarm),
            PageWords.Plain("concerns.the-next-unlock"),
            sentence,
            "unlocks"
        );
    }

    private static Concern? YearOfUnlocks(MarketOverview market)
    {
        DateOnly end = market.Summary.AsOf.Day.AddMonths(12);
        BigInteger amount = Future(market)
            .Where(month => month.Month < end)
            .Aggregate(BigInteger.Zero, (sum, month) => sum + month.Amount);
        if (
            amount.IsZero
            || Circulating(market) is not { } circulating
            || Share.Of(amount, circulating) is not { } share
        )
        {
            return null;
        }

        string sentence = PageWords.Plain(
            "concerns.are-scheduled-over-the-next",
            Text(market.Summary.Token, amount),
            share,
            Month(end)
        );
        return new Concern(
            Grade(share, new Share(1_000), new Share(3_000)),
            PageWords.Plain("concerns.a-year-of-unlocks"),
            sentence,
            "unlocks"
        );
    }

    private static Concern? TopContributor(MarketOverview market)
    {
        if (market.Contributors.Rows.Count == 0)
        {
            return null;
        }

        Contributor top = market.Contributors.Rows[0];
        BigInteger received = top
            .Received.Where(amount => amount.Token == market.Summary.PaymentToken)
            .Aggregate(BigInteger.Zero, (sum, amount) => sum + amount.BaseUnits);
        if (Share.Of(received, market.ReceivedByContributors) is not { } share)
        {
            return null;
        }

        string name = top.Name ?? top.Party[..10] + "…";
        string sentence = PageWords.Plain(
            "concerns.received-of-all-paid-to",
            name,
            share,
            market.Summary.PaymentToken.Symbol
        );
        return new Concern(
            Grade(share, ContributorWatch, ContributorAlarm),
            PageWords.Plain("concerns.one-contributor-s-weight"),
            sentence,
            "top_contributors"
        );
    }

    private static Concern? NetEmission(MarketOverview market)
    {
        DateOnly last = market.Summary.AsOf.Day;
        FlowDay[] window = [.. market.Flows.Rows.Where(row => row.Day > last.AddDays(-WindowDays) && row.Day <= last)];
        if (window.Length == 0)
        {
            return null;
        }

        BigInteger emitted = window.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Emitted);
        BigInteger burned = window.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Burned);
        string both = PageWords.Plain(
            "concerns.came-into-existence-and-were",
            Text(market.Summary.Token, emitted),
            Text(market.Summary.Token, burned),
            WindowDays
        );
        return emitted > burned
            ? new Concern(
                Severity.Watch,
                PageWords.Plain("concerns.supply-is-growing"),
                PageWords.Plain("concerns.burns-do-not-keep-up", both),
                "emissions"
            )
            : new Concern(Severity.Calm, PageWords.Plain("concerns.supply-is-not-growing"), both, "emissions");
    }

    private static Concern? PaymentTrend(MarketOverview market)
    {
        DateOnly last = market.Summary.AsOf.Day;
        BigInteger now = Paid(market, last.AddDays(-WindowDays), last);
        BigInteger before = Paid(market, last.AddDays(-2 * WindowDays), last.AddDays(-WindowDays));
        if (Share.Of(now - before, before) is not { } change)
        {
            return null;
        }

        string sentence = PageWords.Plain(
            "concerns.buyers-paid-in-the-last",
            Text(market.Summary.PaymentToken, now),
            WindowDays,
            Text(market.Summary.PaymentToken, before)
        );
        return change.BasisPoints < 0
            ? new Concern(
                change.BasisPoints <= -TrendWatch.BasisPoints ? Severity.Alarm : Severity.Watch,
                PageWords.Plain("concerns.demand-is-shrinking"),
                PageWords.Plain("concerns.less", sentence, new Share(-change.BasisPoints)),
                "payments"
            )
            : new Concern(
                Severity.Calm,
                PageWords.Plain("concerns.demand-holds"),
                PageWords.Plain("concerns.more", sentence, change),
                "payments"
            );
    }

    private static BigInteger? Circulating(MarketOverview market) =>
        market.Supply.Rows.Count == 0 ? null : market.Supply.Rows[^1].Circulating;

    private static IEnumerable<(DateOnly Month, BigInteger Amount, string Bucket)> Future(MarketOverview market) =>
        market
            .Unlocks.Rows.Where(row => row.Scheduled.Sign > 0)
            .GroupBy(row => row.Month)
            .OrderBy(month => month.Key)
            .Select(month =>
                (
                    month.Key,
                    month.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Scheduled),
                    month.MaxBy(row => row.Scheduled)!.Bucket
                )
            );

    /// <summary>Prices in the token that most orders are paid in, after the first day, up to and including the last.</summary>
    private static BigInteger Paid(MarketOverview market, DateOnly after, DateOnly last) =>
        market
            .Payments.Rows.Where(row =>
                row.Role == "price" && row.Token == market.Summary.PaymentToken && row.Day > after && row.Day <= last
            )
            .Aggregate(BigInteger.Zero, (sum, row) => sum + row.Amount);

    private static Severity Grade(Share share, Share watch, Share alarm) =>
        share.BasisPoints >= alarm.BasisPoints ? Severity.Alarm
        : share.BasisPoints >= watch.BasisPoints ? Severity.Watch
        : Severity.Calm;

    private static string Text(TokenUnit token, BigInteger amount) =>
        $"{new Amount(amount, token).Compact} {token.Symbol}";

    private static string Month(DateOnly month) => month.ToString("MMMM yyyy", PageWords.Culture);
}
