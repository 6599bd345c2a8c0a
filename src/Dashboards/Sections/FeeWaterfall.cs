using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Supplies;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Sections;

/// <summary>From what buyers paid down to what the protocol and the market kept, over the last months.</summary>
/// <param name="Steps">Base units: paid, less what went to who sold, the fees, less what went to who serves, the revenue.</param>
internal sealed record FeeWaterfall(
    PanelData Data,
    TokenUnit Unit,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<SupplyStep> Steps
)
{
    /// <summary>Months that are added up at most.</summary>
    private const int MonthsMax = 12;

    /// <summary>By metric gmv, in the token that buyers pay in most.</summary>
    /// <returns>Null where nothing was paid.</returns>
    public static FeeWaterfall? Of(IReadOnlyList<PanelView> panels)
    {
        if (panels.FirstOrDefault(panel => panel.Data.Metric.Key == "gmv") is not { Data: { IsEmpty: false } data })
        {
            return null;
        }

        object?[][] rows = SectionFigures.InMainSymbol(data);
        DateOnly last = rows.Max(row => data.Day(row, "month"));
        object?[][] counted = [.. rows.Where(row => data.Day(row, "month") > last.AddMonths(-MonthsMax))];
        BigInteger Sum(string column) =>
            counted.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
        (BigInteger paid, BigInteger fees, BigInteger revenue) = (Sum("gmv"), Sum("fees"), Sum("revenue"));
        return new FeeWaterfall(
            data,
            data.UnitOf(counted[0]),
            counted.Min(row => data.Day(row, "month")),
            last,
            [
                new SupplyStep(PageWords.Plain("sections.paid-by-buyers"), paid, IsTotal: true),
                new SupplyStep(PageWords.Plain("sections.to-who-sold"), fees - paid, IsTotal: false),
                new SupplyStep(PageWords.Plain("sections.fees"), fees, IsTotal: true),
                new SupplyStep(PageWords.Plain("sections.to-who-serves"), revenue - fees, IsTotal: false),
                new SupplyStep(PageWords.Plain("sections.revenue"), revenue, IsTotal: true),
            ]
        );
    }

    /// <summary>What it comes to.</summary>
    public string Sentence =>
        PageWords.Plain(
            "sections.of-that-buyers-paid-stayed",
            Text(Steps[0]),
            Unit.Symbol,
            (double)Steps[^1].Amount / (double)Steps[0].Amount
        );

    /// <summary>The steps, exactly.</summary>
    public ExportTable Rows =>
        ExportTable.Of(
            Steps,
            ("step", row => row.Name),
            ("amount", row => row.Amount),
            ("is_total", row => row.IsTotal),
            ("symbol", _ => Unit.Symbol),
            ("decimals", _ => Unit.Decimals)
        );

    /// <summary>A step as readers see it.</summary>
    public string Text(SupplyStep step) => new Amount(step.Amount, Unit).Short;

    public Chart ToChart() =>
        new()
        {
            Title = PageWords.Plain("sections.fee-waterfall"),
            Label = Data.Market.Label,
            X = new Axis(PageWords.Plain("sections.step")),
            Y = new Axis(Unit.Symbol, FromZero: true),
            Series =
            [
                new WaterfallSeries(
                    PageWords.Plain("sections.paid"),
                    Tone.Blue,
                    Positions.On([.. Steps.Select(step => step.Name)]),
                    [.. Steps.Select(step => new Amount(step.Amount, Unit).ToChartPoint())],
                    [.. Steps.Select(step => step.IsTotal)]
                ),
            ],
            Note = PageWords.Plain("sections.to-price-and-fee-legs", From, To),
        };
}
