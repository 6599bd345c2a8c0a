using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Unlocks;

namespace Souk.Dashboards.Calendars;

/// <summary>Where unlocked and rewarded tokens went: from whose they were to where they are.</summary>
internal static class FateFigure
{
    private const int SmallestPart = 100;
    private static string Others => PageWords.Plain("calendars.others");

    /// <param name="wordOf">What a place is called.</param>
    /// <returns>After the most days that are known, the oldest tokens leaving first; null where nothing was set free.</returns>
    public static Chart? Of(IReadOnlyList<UnlockFate> fates, MarketSummary market, Func<LotPlace, string> wordOf)
    {
        UnlockFate[] oldest = [.. fates.Where(fate => fate.Method == LotMethod.Fifo && !fate.Amount.IsZero)];
        if (oldest.Length == 0)
        {
            return null;
        }

        int days = oldest.Max(fate => fate.HorizonDays);
        UnlockFate[] known = [.. oldest.Where(fate => fate.HorizonDays == days)];
        BigInteger all = known.Aggregate(BigInteger.Zero, (sum, fate) => sum + fate.Amount);
        return new Chart
        {
            Title = PageWords.Plain("calendars.unlocked-and-rewarded-tokens-days", days),
            Label = market.Label,
            X = new Axis(PageWords.Plain("calendars.whose-and-where")),
            Y = new Axis(market.Token.Symbol),
            Note = PageWords.Plain("calendars.of-what-was-released-or", days),
            Series =
            [
                new FlowSeries(
                    PageWords.Plain("calendars.released-and-rewarded"),
                    Tone.Grey,
                    [
                        .. known
                            .GroupBy(fate => fate.Amount * SmallestPart < all ? Others : NameOf(fate))
                            .SelectMany(source =>
                                Enum.GetValues<LotPlace>()
                                    .Select(place => new Flow(
                                        source.Key,
                                        wordOf(place),
                                        source.Sum(fate => new Amount(fate.In(place), market.Token).ToChartPoint()),
                                        ToneOf(place)
                                    ))
                            ),
                    ]
                ),
            ],
        };
    }

    /// <summary>What it is of: releases, rewards or what declared wallets sent.</summary>
    public static string OriginsOf(UnlockFate fate) =>
        fate.Origin switch
        {
            "release" => PageWords.Plain("calendars.releases"),
            "wallet" => PageWords.Plain("calendars.sent-by-a-declared-wallet"),
            _ => PageWords.Plain("calendars.rewards"),
        };

    private static string NameOf(UnlockFate fate) => $"{fate.HolderClass}, {OriginsOf(fate)}";

    private static Tone ToneOf(LotPlace place) =>
        place switch
        {
            LotPlace.Held => Tone.Blue,
            LotPlace.Staked => Tone.Green,
            LotPlace.Sold => Tone.Vermilion,
            LotPlace.Exchange => Tone.Orange,
            LotPlace.Bridged => Tone.Purple,
            LotPlace.Burned => Tone.Yellow,
            _ => Tone.Grey,
        };
}
