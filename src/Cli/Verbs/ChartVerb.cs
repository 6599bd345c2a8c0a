using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Servers;
using Souk.Dashboards;
using Souk.Dashboards.Markets;
using Souk.Research.Connections;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk chart KEY`: the chart of a metric as a picture.</summary>
internal static class ChartVerb
{
    private const string Description =
        "Draw a metric of a market as its pages do, into a file of SVG, PNG or PDF: the same bytes as the server's …/figure. A\n"
        + "metric without a chart is refused; souk export page has tables as pictures. A file that is there is replaced.\n\n"
        + "Examples:\n  souk chart supply_reconciliation --db demo.duckdb --market masa --out supply.svg\n"
        + "  souk chart gmv --db demo.duckdb --market masa --as-of 2025-06-30 --out fees.pdf";

    private static readonly string[] s_formats = ["svg", "png", "pdf"];

    public static Command Create()
    {
        Argument<string> key = new("KEY") { Description = "As 'souk metrics list' shows it." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> market = SharedOptions.Market();
        MomentOptions moment = new();
        Option<string> output = new("--out")
        {
            Description = "The picture; its ending is its format.",
            HelpName = "FILE.svg|png|pdf",
            Required = true,
        };
        Command chart = new("chart", Description) { key, database, market, output };
        moment.AddTo(chart);
        chart.SetAction(
            async (parsed, cancellation) =>
            {
                AskedMoment at = moment.Read(parsed);
                Metric metric = MetricCatalogue.Get(parsed.GetRequiredValue(key));
                MetricsVerb.RequireKnowledge(metric, at);
                string file = parsed.GetRequiredValue(output);
                Picture asked = new(metric, parsed.GetRequiredValue(market), at, FormatOf(file));
                byte[] bytes = await DrawAsync(parsed.GetRequiredValue(database), asked, cancellation);
                await WholeFile.WriteAsync(file, bytes, cancellation);
                Console.WriteLine(file);
                return ExitCode.Success;
            }
        );
        return chart;
    }

    private static string FormatOf(string file) =>
        Path.GetExtension(file).TrimStart('.').ToLowerInvariant() is var format && s_formats.Contains(format)
            ? format
            : throw new InvalidInputException($"--out '{file}' ends with none of {string.Join(", ", s_formats)}.");

    private static async Task<byte[]> DrawAsync(string database, Picture asked, CancellationToken cancellation)
    {
        database = KeptSnapshot.FileOf(database);
        using OwnerServer? owner = OwnerServer.Find(database, Console.Error);
        if (owner is not null)
        {
            return owner.File(asked.Address);
        }

        using WarehouseFile warehouse = SharedOptions.OpenToRead(database);
        using WarehouseData data = new(warehouse.Connection, Repository.FindFile("baseline", "scenarios"));
        using AnswerJournal journal = AnswerJournal.Begin(warehouse.Connection);
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port: 0,
            cancellation: cancellation
        );
        using SoukServer client = SoukServer.Connect($"{server.Address}", key: null);
        byte[] bytes = client.File(asked.Address);
        HandoutLog.Write(
            warehouse,
            new Handout(HandoutKind.Page, asked.Market, asked.Metric.Key, asked.Format, Handout.DigestOf(bytes)),
            journal,
            TimeProvider.System.GetUtcNow().UtcDateTime
        );
        return bytes;
    }

    private sealed record Picture(Metric Metric, string Market, AskedMoment At, string Format)
    {
        /// <summary>Of the figure, as the API has it.</summary>
        public string Address =>
            $"api/v1/markets/{Uri.EscapeDataString(Market)}/metrics/{Metric.Key}/figure?format={Format}"
            + (At.Day is { } day ? $"&as_of={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "")
            + (At.Block is { } block ? $"&as_of_block={Uri.EscapeDataString(block)}" : "")
            + (At.KnownAt is { } known ? $"&known_at={KnowledgeTime.Format(known)}" : "");
    }
}
