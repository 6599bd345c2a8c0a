using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Warehouse.Unlocks;

namespace Souk.Dashboards.Calendars;

/// <summary>Where unlocked and rewarded tokens went: from whose they were to where they are.</summary>
internal static class FateFigure
{
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
        return new Chart
        {
            Title = $"Where it is {days} days later",
            Label = market.Label,
            X = new Axis("Whose, and where"),
            Y = new Axis(market.Token.Symbol),
            Note = "The oldest tokens leave first; widths are amounts.",
            Series =
            [
                new FlowSeries(
                    "Released and rewarded",
                    Tone.Grey,
                    [
                        .. oldest
                            .Where(fate => fate.HorizonDays == days)
                            .SelectMany(fate =>
                                Enum.GetValues<LotPlace>()
                                    .Select(place => new Flow(
                                        $"{fate.HolderClass}, {fate.Origin}s",
                                        wordOf(place),
                                        new Amount(fate.In(place), market.Token).ToChartPoint(),
                                        ToneOf(place)
                                    ))
                            ),
                    ]
                ),
            ],
        };
    }

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
