using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Souk.Dashboards;
using Souk.Dashboards.Markets;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk serve`: the pages over a warehouse, on this machine only.</summary>
internal static class ServeVerb
{
    private const int PortDefault = 8080;

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
            "Serve the pages over a warehouse, on loopback.\n\nExample:\n  souk serve --db demo.duckdb --port 8080"
        )
        {
            database,
            port,
        };
        serve.SetAction(
            async (parsed, cancellation) =>
            {
                using WarehouseFile warehouse = SharedOptions.OpenExisting(parsed.GetRequiredValue(database));
                await RunAsync(warehouse, parsed.GetValue(port), cancellation);
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

    /// <summary>Serves until cancelled.</summary>
    public static async Task RunAsync(WarehouseFile warehouse, int port, CancellationToken cancellation)
    {
        string scenario = Repository.FindFile("baseline", "scenarios");
        WarehouseData data = new(warehouse.Connection, scenario);
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port,
            failure => Console.Error.WriteLine($"souk: a page failed: {failure.Message}"),
            cancellation,
            new DashboardParts { ScenarioFolder = Path.GetDirectoryName(scenario) }
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
