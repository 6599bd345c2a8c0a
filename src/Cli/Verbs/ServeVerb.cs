using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Souk.Cli.Sheets;
using Souk.Dashboards;
using Souk.Dashboards.Access;
using Souk.Dashboards.Explore;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Shelves;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk serve`: the pages over a warehouse, on this machine only.</summary>
internal static class ServeVerb
{
    private const int PortDefault = 8080;

    /// <summary>How old what readers' SQL sees may be while blocks come.</summary>
    private static readonly TimeSpan s_copyAgeMax = TimeSpan.FromSeconds(30);

    /// <summary>Readers of a page that takes longer are given it as of an earlier block.</summary>
    private static readonly TimeSpan s_pageTimeMax = TimeSpan.FromMilliseconds(300);

    public static Option<int> Port() =>
        new("--port")
        {
            Description = "Port on loopback; 0 takes a free one.",
            HelpName = "P",
            DefaultValueFactory = _ => PortDefault,
        };

    public static Command Create()
    {
        Option<string> database = SharedOptions.Database();
        Option<int> port = Port();
        Command serve = new(
            "serve",
            "Serve the pages over a warehouse, on loopback unless --listen says otherwise.\n\nExamples:\n  souk serve --db demo.duckdb --port 8080\n"
                + "  souk serve --db demo.duckdb --listen 0.0.0.0 --host souk.example --keys keys.json"
        )
        {
            database,
            port,
        };
        AccessOptions access = new(serve);
        serve.SetAction(
            async (parsed, cancellation) =>
            {
                using WarehouseFile warehouse = SharedOptions.OpenExisting(parsed.GetRequiredValue(database));
                await RunAsync(warehouse, parsed.GetValue(port), cancellation, access.Read(parsed));
                return ExitCode.Success;
            }
        );
        return serve;
    }

    /// <exception cref="PortInUseException">Another program holds the port.</exception>
    public static void RequireFreePort(int port)
    {
        using TcpListener probe = new(IPAddress.Loopback, port);
        try
        {
            probe.Start();
        }
        catch (SocketException inUse)
        {
            throw new PortInUseException(port, inUse);
        }
    }

    private static string ReadWorkbook(Stream file)
    {
        try
        {
            return AllocationBook.ReadAsCsv(file, "The file");
        }
        catch (InvalidInputException wrong)
        {
            throw new FormatException(wrong.Message);
        }
    }

    /// <summary>Serves until cancelled.</summary>
    public static async Task RunAsync(
        WarehouseFile warehouse,
        int port,
        CancellationToken cancellation,
        AccessPolicy? access = null
    )
    {
        string scenario = Repository.FindFile("baseline", "scenarios");
        WarehouseData data = new(warehouse.Connection, scenario);
        using QueryDesk queries = new(
            new WarehouseCopy(warehouse.Path, TimeProvider.System, s_copyAgeMax),
            SqlVerb.Child
        );
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port,
            failure => Console.Error.WriteLine($"souk: a page failed: {failure.Message}"),
            cancellation,
            new DashboardParts
            {
                ScenarioFolder = Path.GetDirectoryName(scenario),
                Access = access ?? new AccessPolicy(),
                Queries = queries,
                SavedQueries = new TextShelf(warehouse.Path + ".queries", "sql"),
                SavedScenarios = new TextShelf(warehouse.Path + ".scenarios", "yaml"),
                ReadWorkbook = ReadWorkbook,
                PageTimeMax = s_pageTimeMax,
                Claims = ClaimRegistry.Read(Repository.ListFiles("claims")),
            }
        );
        Console.WriteLine($"Serving {server.Address} (Ctrl-C ends)");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine("souk: stopped.");
        }
    }
}
