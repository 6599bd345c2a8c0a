using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Dashboards;
using Souk.Dashboards.Access;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Publications;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk publish`: the readable pages as files to send around.</summary>
internal static class PublishVerb
{
    private const string Description =
        "Write the pages of a warehouse as files that need no server: markets, metrics, unlocks, claims, memos, status.\n\n"
        + "Each chart and table has its rows beside its page as CSV. Scenarios, single facts and queries need a server and lose\n"
        + "their links, as other formats do. SHA256SUMS lists the hash of every file, and each\n"
        + "page bears the digest of all. The folder has to be empty. What the pages say stands in the warehouse's log of handouts\n"
        + "(souk handouts).\n\n"
        + "Examples:\n  souk publish --db demo.duckdb --out site\n  (cd site && sha256sum -c SHA256SUMS)";

    public static Command Create()
    {
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> output = new("--out")
        {
            Description = "The folder; made where it is missing.",
            HelpName = "DIR",
            Required = true,
        };
        Option<bool> json = SharedOptions.Json();
        Command publish = new("publish", Description) { database, output, json };
        publish.SetAction(
            async (parsed, cancellation) =>
            {
                using WarehouseFile warehouse = SharedOptions.OpenToRead(parsed.GetRequiredValue(database));
                string folder = parsed.GetRequiredValue(output);
                using AnswerJournal journal = AnswerJournal.Begin(warehouse.Connection);
                (string digest, IReadOnlyList<string> files) = await WriteAsync(warehouse, folder, cancellation);
                HandoutLog.Write(
                    warehouse,
                    new Handout(HandoutKind.Site, System: null, "all pages", "", digest),
                    journal,
                    TimeProvider.System.GetUtcNow().UtcDateTime
                );
                Console.WriteLine(
                    parsed.GetValue(json)
                        ? JsonOutput.Of(
                            new
                            {
                                Folder = folder,
                                Digest = digest,
                                Files = files,
                            }
                        )
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{folder}: {files.Count:N0} files, digest {digest}. Open {folder}/index.html, or serve the folder."
                        )
                );
                return ExitCode.Success;
            }
        );
        return publish;
    }

    private static async Task<(string Digest, IReadOnlyList<string> Files)> WriteAsync(
        WarehouseFile warehouse,
        string folder,
        CancellationToken cancellation
    )
    {
        using WarehouseData data = new(warehouse.Connection, Repository.FindFile("baseline", "scenarios"));
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port: 0,
            cancellation: cancellation,
            parts: new DashboardParts
            {
                Access = new AccessPolicy { RequestsPerMinute = int.MaxValue },
                Claims = ClaimRegistry.Read(Repository.ListFiles("claims")),
                ForecastFolder = Path.Combine(Repository.Root, "data", "forecasts"),
            }
        );
        using HttpClient client = new() { BaseAddress = server.Address };
        try
        {
            return await new SitePublisher(client).RunAsync(folder, cancellation);
        }
        catch (PublicationException problem)
        {
            throw new InvalidInputException(problem.Message);
        }
    }
}
