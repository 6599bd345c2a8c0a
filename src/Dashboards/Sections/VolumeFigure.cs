using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Sections;

/// <summary>Three ways to count what is sold, side by side: everything, what was also taken up, and what is not suspected.</summary>
internal static class VolumeFigure
{
    /// <returns>Null where one of the metrics has no row in the token that buyers pay in most.</returns>
    public static Chart? Of(IReadOnlyList<PanelView> panels)
    {
        PanelData? adjusted = DataOf(panels, "gmv_adjusted");
        PanelData? consumed = DataOf(panels, "consume_volume");
        if (adjusted is null || consumed is null || adjusted.MainSymbol is not { } symbol)
        {
            return null;
        }

        Dictionary<DateOnly, BigInteger> taken = consumed
            .Rows.Where(row => consumed.Text(row, "symbol") == symbol)
            .GroupBy(row => consumed.Day(row, "month"))
            .ToDictionary(
                month => month.Key,
                month => month.Aggregate(BigInteger.Zero, (sum, row) => sum + consumed.Number(row, "consumed"))
            );
        object?[][] rows = SectionFigures.InMainSymbol(adjusted);
        Positions months = Positions.On([.. rows.Select(row => adjusted.Day(row, "month"))], DaySpan.Month);
        TokenUnit unit = adjusted.UnitOf(rows[0]);
        double[] Points(Func<object?[], BigInteger> amount) =>
            [.. rows.Select(row => new Amount(amount(row), unit).ToChartPoint())];
        return SectionFigures.Frame(
            adjusted,
            PageWords.Plain("sections.three-ways-to-count-volume"),
            PageWords.Plain("sections.per-month", unit.Symbol),
            [
                new LineSeries(
                    PageWords.Plain("sections.all-gmv"),
                    Tone.Grey,
                    months,
                    Points(row => adjusted.Number(row, "gmv"))
                ),
                new LineSeries(
                    PageWords.Plain("sections.not-suspected"),
                    Tone.Blue,
                    months,
                    Points(row => adjusted.Number(row, "adjusted"))
                ),
                .. FeePanels.TellsOfAccess(consumed)
                    ?
                    [
                        new LineSeries(
                            PageWords.Plain("sections.taken-up-consume-volume"),
                            Tone.Green,
                            months,
                            Points(row => taken.GetValueOrDefault(adjusted.Day(row, "month")))
                        ),
                    ]
                    : Array.Empty<ChartSeries>(),
            ]
        ) with
        {
            Note = NoteOf(adjusted, FeePanels.TellsOfAccess(consumed), symbol),
        };
    }

    private static string NoteOf(PanelData adjusted, bool tellsOfAccess, string symbol)
    {
        string taken = tellsOfAccess ? "" : PageWords.Plain("sections.no-contract-tells-of-access", symbol) + ". ";
        return $"{PageWords.Plain("sections.all-price-and-fee-legs")} {taken}{adjusted.Unfinished}".TrimEnd();
    }

    private static PanelData? DataOf(IReadOnlyList<PanelView> panels, string metric) =>
        panels.FirstOrDefault(panel => panel.Data.Metric.Key == metric) is { Data: { IsEmpty: false } data }
            ? data
            : null;
}
