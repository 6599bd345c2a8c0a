using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using Souk.Cli.Screens;
using Souk.Dashboards;
using Souk.Dashboards.Access;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Shelves;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk export page`: charts and tables of a page as files, without a browser.</summary>
internal static class PageExportVerb
{
    private static readonly string s_description =
        "Write charts and tables of a page as files: the same bytes as its links give. Without --only all that the page shows,\n"
        + $"without --format as csv. Formats: {string.Join(", ", ExhibitFile.Formats)}. A picture of a table has its first\n"
        + "rows; csv, xlsx, parquet and json have all. Existing files are replaced.\n\n"
        + "Examples:\n  souk export page /m/masa/supply --db demo.duckdb --out files --format xlsx --format svg\n"
        + "  souk export page '/unlocks?market=masa' --db demo.duckdb --out files --only calendar --format parquet";

    public static Command Create()
    {
        Argument<string> page = new("PAGE") { Description = "Its address on the server, such as /m/masa/supply." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> folder = new("--out")
        {
            Description = "The folder; made where it is missing.",
            HelpName = "DIR",
            Required = true,
        };
        Option<string[]> formats = new("--format")
        {
            Description = "May be given several times.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => ["csv"],
        };
        Option<string[]> only = new("--only")
        {
            Description = "Names of charts or tables; may be given several times.",
            HelpName = "KEY",
        };
        Option<bool> json = SharedOptions.Json();
        Command export = new("page", s_description) { page, database, folder, formats, only, json };
        export.SetAction(
            async (parsed, cancellation) =>
            {
                Request request = new(
                    parsed.GetRequiredValue(database),
                    parsed.GetRequiredValue(page),
                    parsed.GetRequiredValue(folder),
                    parsed.GetValue(formats) ?? [],
                    parsed.GetValue(only) ?? []
                );
                using WarehouseFile warehouse = SharedOptions.OpenToRead(request.Database);
                using AnswerJournal journal = AnswerJournal.Begin(warehouse.Connection);
                IReadOnlyList<(string Name, byte[] Bytes)> written = await WriteAsync(warehouse, request, cancellation);
                string[] files = [.. written.Select(file => file.Name)];
                HandoutLog.Write(
                    warehouse,
                    new Handout(
                        HandoutKind.Page,
                        System: null,
                        request.Page,
                        string.Join(", ", files),
                        Handout.DigestOf(written)
                    ),
                    journal,
                    TimeProvider.System.GetUtcNow().UtcDateTime
                );
                Console.WriteLine(
                    parsed.GetValue(json)
                        ? JsonOutput.Of(new { request.Folder, Files = files })
                        : $"{request.Folder}: {string.Join(", ", files)}"
                );
                return ExitCode.Success;
            }
        );
        return export;
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> WriteAsync(
        WarehouseFile warehouse,
        Request request,
        CancellationToken cancellation
    )
    {
        string scenario = Repository.FindFile("baseline", "scenarios");
        using WarehouseData data = new(warehouse.Connection, scenario);
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port: 0,
            cancellation: cancellation,
            parts: new DashboardParts
            {
                Access = new AccessPolicy { RequestsPerMinute = int.MaxValue },
                ScenarioFolder = Path.GetDirectoryName(scenario),
                SavedScenarios = new TextShelf(request.Database + ".scenarios", "yaml"),
                Claims = ClaimRegistry.Read(Repository.ListFiles("claims")),
                ForecastFolder = Path.Combine(Repository.Root, "data", "forecasts"),
            }
        );
        // Who asked waits as long as the page takes.
        using HttpClient client = new() { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        // To list all files, all of them are made: of a scenario every band, in all of its runs.
        string[] keys =
            request.Only.Count == 0 ? await KeysAsync(client, request.Page, cancellation) : [.. request.Only];
        Directory.CreateDirectory(request.Folder);
        List<(string Name, byte[] Bytes)> files = [];
        foreach (string key in keys)
        {
            foreach (string format in request.Formats)
            {
                using HttpResponseMessage reply = await client.GetAsync(
                    AddressOf(request.Page, $"{key}.{format}"),
                    cancellation
                );
                string name =
                    reply.Content.Headers.ContentDisposition?.FileName?.Trim('"')
                    ?? throw await RefusalAsync(reply, request.Page, cancellation);
                byte[] bytes = await reply.Content.ReadAsByteArrayAsync(cancellation);
                await WholeFile.WriteAsync(Path.Combine(request.Folder, name), bytes, cancellation);
                files.Add((name, bytes));
            }
        }

        return files;
    }

    private static async Task<string[]> KeysAsync(HttpClient client, string page, CancellationToken cancellation)
    {
        using HttpResponseMessage reply = await client.GetAsync(AddressOf(page, "index.json"), cancellation);
        if (!reply.IsSuccessStatusCode || !IsJson(reply))
        {
            throw await RefusalAsync(reply, page, cancellation);
        }

        JsonElement list = await reply.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return [.. list.EnumerateArray().Select(one => one.GetProperty("key").GetString()!)];
    }

    /// <summary>Says what the page said, where it said why.</summary>
    private static async Task<InvalidInputException> RefusalAsync(
        HttpResponseMessage reply,
        string page,
        CancellationToken cancellation
    ) =>
        new(
            IsJson(reply)
                ? $"'{page}' answers {(int)reply.StatusCode}: {await ErrorOfAsync(reply, cancellation)}"
                : $"'{page}' is no page with charts or tables."
        );

    private static async Task<string?> ErrorOfAsync(HttpResponseMessage reply, CancellationToken cancellation) =>
        (await reply.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("error").GetString();

    private static bool IsJson(HttpResponseMessage reply) =>
        reply.Content.Headers.ContentType?.MediaType == "application/json";

    private static string AddressOf(string page, string file) =>
        $"/{page.TrimStart('/')}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}file={Uri.EscapeDataString(file)}";

    private sealed record Request(
        string Database,
        string Page,
        string Folder,
        IReadOnlyList<string> Formats,
        IReadOnlyList<string> Only
    );
}
