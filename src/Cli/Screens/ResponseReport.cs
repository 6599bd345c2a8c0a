using System.Globalization;
using System.Text;
using Souk.Dashboards.EventStudies;
using Souk.Research.Responses;

namespace Souk.Cli.Screens;

/// <summary>One estimate with what it is of.</summary>
/// <param name="Source">`measured` or `simulated`.</param>
/// <param name="Of">A market, or a scenario with what identifies its run.</param>
/// <param name="Verdict">`seen`, `none seen`, `too few events`, or `not known` where there is nothing to estimate from.</param>
internal sealed record ResponseRow(
    string Source,
    string Of,
    string Verdict,
    string Reason,
    int Events,
    int EventDays,
    int EventsDropped,
    double? Change,
    double? Effect,
    double? Low,
    double? High,
    double? PlaceboShare,
    IReadOnlyList<double> ByLag
)
{
    public static ResponseRow From(StudySide side) =>
        side.Estimate is { } estimate
            ? From(side.Source, side.Of, estimate)
            : new(side.Source, side.Of, "not known", side.Reason, 0, 0, 0, null, null, null, null, null, []);

    public static ResponseRow From(string source, string of, ResponseEstimate estimate) =>
        new(
            source,
            of,
            estimate.Verdict switch
            {
                ResponseVerdict.Seen => "seen",
                ResponseVerdict.NoneSeen => "none seen",
                _ => "too few events",
            },
            estimate.Reason,
            estimate.Events,
            estimate.EventDays,
            estimate.EventsDropped,
            estimate.Change,
            estimate.Effect,
            estimate.Low,
            estimate.High,
            estimate.PlaceboShare,
            estimate.ByLag
        );
}

/// <summary>What `souk responses` prints: the same estimate of what was measured and of what was simulated.</summary>
internal sealed record ResponseReport(string Question, IReadOnlyList<ResponseRow> Rows)
{
    public string Text()
    {
        StringBuilder text = new();
        text.Append(Question).Append('\n');
        foreach (ResponseRow row in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{row.Source}: {row.Of}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {row.Verdict}: {row.Reason}\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {row.Events} clean events on {row.EventDays} days, {row.EventsDropped} dropped\n"
            );
            if (row.Effect is { } effect)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  effect {effect:0.####} a day (95 %: {row.Low:0.####} to {row.High:0.####}), {row.PlaceboShare:P1} of placebos move as much; change without controls {row.Change:0.####}\n"
                );
            }
        }

        return text.ToString().TrimEnd();
    }
}
