using System.Globalization;
using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Supplies;

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
                new SupplyStep("Paid by buyers", paid, IsTotal: true),
                new SupplyStep("To who sold", fees - paid, IsTotal: false),
                new SupplyStep("Fees", fees, IsTotal: true),
                new SupplyStep("To who serves", revenue - fees, IsTotal: false),
                new SupplyStep("Revenue", revenue, IsTotal: true),
            ]
        );
    }

    /// <summary>What it comes to.</summary>
    public string Sentence =>
        FormattableString.Invariant(
            $"Of {Text(Steps[0])} {Unit.Symbol} that buyers paid, {(double)Steps[^1].Amount / (double)Steps[0].Amount:P1} stayed with the protocol and the market"
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
            Title = "Fee waterfall",
            Label = Data.Market.Label,
            X = new Axis("Step"),
            Y = new Axis(Unit.Symbol, FromZero: true),
            Series =
            [
                new WaterfallSeries(
                    "Paid",
                    Tone.Blue,
                    Positions.On([.. Steps.Select(step => step.Name)]),
                    [.. Steps.Select(step => new Amount(step.Amount, Unit).ToChartPoint())],
                    [.. Steps.Select(step => step.IsTotal)]
                ),
            ],
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{From:yyyy-MM} to {To:yyyy-MM}: price and fee legs (gmv), less what sellers and who is paid by them get, less provider fees; what is left, protocol and market fees, is revenue. Fees = revenue + supply side, as DefiLlama counts."
            ),
        };
}
