using System.CommandLine;
using System.Globalization;
using System.Text;
using Souk.Cli.Screens;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk metrics explain KEY LEFT RIGHT`: the rows that make two definitions differ.</summary>
internal static class MetricsExplainVerb
{
    private const string Description =
        "Why do two definitions of one number differ? Lists the rows that one counts otherwise than the other, and their sums.\n\n"
        + "Example:\n  souk metrics explain circulating souk token_terminal --db demo.duckdb --market masa";

    public static Command Create()
    {
        Argument<string> key = new("KEY")
        {
            Description = $"A metric of several definitions: {string.Join(", ", MetricDifference.Explainable)}.",
        };
        Argument<string> left = new("LEFT") { Description = "A definition, such as souk." };
        Argument<string> right = new("RIGHT") { Description = "The definition that it is compared with." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> market = SharedOptions.Market();
        MomentOptions moment = new();
        Option<MetricActor> parties = MetricsVerb.Parties();
        Option<bool> json = SharedOptions.Json();
        Command explain = new("explain", Description) { key, left, right, database, market, parties, json };
        moment.AddTo(explain);
        explain.SetAction(parsed =>
        {
            AskedMoment at = moment.Read(parsed);
            string asked = parsed.GetRequiredValue(market);
            using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
            SharedOptions.RequireMarket(warehouse, asked);
            DateTime? until = at.Until(warehouse.Connection, asked);
            MetricDifference difference = Explain(() =>
            {
                Metric rows = MetricDifference.RowsMetric(parsed.GetRequiredValue(key));
                MetricActor actor = parsed.GetRequiredValue(parties);
                MetricsVerb.RequireActor(rows, actor);
                MetricsVerb.RequireKnowledge(rows, at);
                return MetricDifference.Explain(
                    warehouse.Connection,
                    parsed.GetRequiredValue(key),
                    parsed.GetRequiredValue(left),
                    parsed.GetRequiredValue(right),
                    asked,
                    until,
                    at.KnownAt,
                    actor
                );
            });
            Console.Out.Write(
                parsed.GetValue(json) ? Json(difference) : Describe(difference, UnitOf(parsed.GetRequiredValue(key)))
            );
        });
        return explain;
    }

    private static string UnitOf(string key) =>
        MetricDifference.RowsMetric(key).Unit.StartsWith("parties", StringComparison.Ordinal)
            ? "parties"
            : "base units";

    private static MetricDifference Explain(Func<MetricDifference> explain)
    {
        try
        {
            return explain();
        }
        catch (ArgumentException exception)
        {
            throw new InvalidInputException(exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>The rows as CSV, then a line per token.</summary>
    /// <param name="unit">What the definitions count.</param>
    internal static string Describe(MetricDifference difference, string unit)
    {
        var text = new StringBuilder(CsvOutput.Of(difference.Rows)).Append('\n');
        foreach (MetricDifference.Sum sum in difference.ByToken)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{sum.Symbol}: {difference.Left} {sum.Left} - {difference.Right} {sum.Right} = {sum.Difference} {unit}, in {difference.Rows.Rows.Count(row => difference.Rows.Value<string>(row, "symbol") == sum.Symbol)} rows\n"
            );
        }

        return text.ToString();
    }

    private static string Json(MetricDifference difference) =>
        JsonOutput.Of(
            new
            {
                difference.Left,
                difference.Right,
                Rows = JsonOutput.Plain(difference.Rows),
                ByToken = difference.ByToken.Select(sum => new
                {
                    sum.Symbol,
                    Left = sum.Left.ToString(CultureInfo.InvariantCulture),
                    Right = sum.Right.ToString(CultureInfo.InvariantCulture),
                    Difference = sum.Difference.ToString(CultureInfo.InvariantCulture),
                }),
            }
        ) + "\n";
}
