using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Souk.Cli.Servers;
using Souk.Cli.Sheets;
using Souk.Cli.Stages;
using Souk.Dashboards;
using Souk.Dashboards.Access;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Explore;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Shelves;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk serve`: the pages over a warehouse, on this machine only.</summary>
internal static class ServeVerb
{
    private const int PortDefault = 8080;

    /// <summary>MiB that DuckDB may use: half of 4 GB, since what pages and simulations hold comes on top.</summary>
    private const int MemoryMbDefault = 2_048;

    private const int MemoryMbMin = 128;

    /// <summary>Readers of a page that takes longer are given it as of an earlier block.</summary>
    private static readonly TimeSpan s_pageTimeMax = TimeSpan.FromMilliseconds(300);

    /// <summary>A browser that waits longer for a page is told that it is being made.</summary>
    private static readonly TimeSpan s_firstAnswerAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Readers learn of a new block this much later at most, and the index is asked as seldom.</summary>
    private static readonly TimeSpan s_stateAgeMax = TimeSpan.FromSeconds(1);

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
        Option<string[]> follow = Follow();
        Option<int> memory = Memory();
        var sync = new SyncSettings();
        Command serve = new(
            "serve",
            "Serve the pages over a warehouse, on loopback unless --listen says otherwise.\n\nExamples:\n  souk serve --db demo.duckdb --port 8080\n"
                + "  souk serve --db masa.duckdb --follow masa.yaml --rpc 1=https://host/KEY\n"
                + "  souk serve --db demo.duckdb --listen 0.0.0.0 --host souk.example --keys keys.json"
        )
        {
            database,
            port,
            follow,
            memory,
        };
        sync.AddFollowingTo(serve);
        AccessOptions access = new(serve);
        serve.SetAction(
            async (parsed, cancellation) =>
            {
                string path = parsed.GetRequiredValue(database);
                int memoryMb = MemoryIn(parsed, memory);
                int at = parsed.GetValue(port);
                AccessPolicy policy = access.Read(parsed);
                if (parsed.GetValue(follow) is { Length: > 0 } manifests)
                {
                    FollowStage stage = new(
                        ManifestSet.Load(manifests),
                        sync.EndpointsIn(parsed),
                        sync.OptionsIn(parsed) with
                        {
                            IsFollowing = true,
                        }
                    );
                    return await FollowAsync(stage, path, at, policy, memoryMb, cancellation);
                }

                if (sync.EndpointsIn(parsed).Count > 0)
                {
                    throw new InvalidInputException("--rpc goes with --follow MANIFEST: nothing else is indexed.");
                }

                using WarehouseFile warehouse = SharedOptions.OpenUnlocked(path);
                await RunAsync(warehouse, at, cancellation, policy, memoryMb: memoryMb, makesPagesAhead: true);
                return ExitCode.Success;
            }
        );
        return serve;
    }

    private static Option<string[]> Follow() =>
        new("--follow")
        {
            Description =
                "Index this manifest's chains in the same process, and let pages follow. May be repeated; takes --rpc.",
            HelpName = "MANIFEST",
        };

    private static Option<int> Memory() =>
        new("--memory-max")
        {
            Description =
                "MiB that the database may use; what does not fit goes to FILE.tmp. Pages and simulations come on top.",
            HelpName = "MIB",
            DefaultValueFactory = _ => MemoryMbDefault,
        };

    private static int MemoryIn(ParseResult parsed, Option<int> memory) =>
        parsed.GetValue(memory) is >= MemoryMbMin and int megabytes
            ? megabytes
            : throw new InvalidInputException(
                $"--memory-max {parsed.GetValue(memory)} is below {MemoryMbMin} MiB; the default is {MemoryMbDefault}."
            );

    private static async Task<int> FollowAsync(
        FollowStage stage,
        string path,
        int port,
        AccessPolicy access,
        int memoryMb,
        CancellationToken cancellation
    )
    {
        stage.RequireEndpoints();
        using WarehouseFile warehouse = WarehouseFile.Open(path);
        await RunAsync(
            warehouse,
            port,
            cancellation,
            access,
            end => stage.RunAsync(warehouse, end),
            () => stage.Stops,
            memoryMb,
            makesPagesAhead: true
        );
        return stage.ExitCode;
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

    /// <summary>Other verbs find the server by it while the file is held.</summary>
    private static IDisposable? WriteNote(string database, AccessPolicy policy, int port)
    {
        if (ServerNote.LocalAddress(policy.Address, port) is not { } address)
        {
            return null;
        }

        if (File.Exists(ServerNote.PathOf(database)))
        {
            Console.Error.WriteLine(
                $"souk: {ServerNote.PathOf(database)} is left from a server that has ended, and is replaced."
            );
        }

        return new ServerNote(address, policy.OwnerToken!).Write(database);
    }

    /// <summary>Serves until cancelled, and is asked by other verbs meanwhile (<see cref="ServerNote"/>).</summary>
    /// <param name="follow">What goes on in this process meanwhile, such as indexing; ends before this returns.</param>
    /// <param name="stops">What of that stopped.</param>
    /// <param name="memoryMb">MiB that DuckDB may use; more goes to a folder beside the file.</param>
    /// <param name="makesPagesAhead">Whether first readers are to find their pages made, as they are to of a large file.</param>
    public static async Task RunAsync(
        WarehouseFile warehouse,
        int port,
        CancellationToken cancellation,
        AccessPolicy? access = null,
        Func<CancellationToken, Task>? follow = null,
        IndexStops? stops = null,
        int memoryMb = MemoryMbDefault,
        bool makesPagesAhead = false
    )
    {
        warehouse.Connection.Execute($"set memory_limit = '{memoryMb} MiB'");
        AccessPolicy policy = (access ?? new AccessPolicy()) with { OwnerToken = ServerNote.NewToken() };
        string scenario = Repository.FindFile("baseline", "scenarios");
        // A connection of its own: pages are read while blocks are written.
        using DuckDBConnection reader = new($"Data Source={warehouse.Path}");
        reader.Open();
        using WarehouseData data = new(reader, scenario) { StateAgeMax = s_stateAgeMax, Clock = TimeProvider.System };
        WarehouseCopy copy = new(warehouse.Path, TimeProvider.System, LendingWarehouse.CopyAgeMax);
        using QueryDesk queries = new(copy, SqlVerb.Child);
        warehouse.Lock(copy.Folder);
        await using CopyLender? lender = CopyLender.Open(warehouse.Path, copy, HandoutLog.Record, Console.Error);
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port,
            failure => Console.Error.WriteLine($"souk: a page failed: {failure.Message}"),
            cancellation,
            new DashboardParts
            {
                ScenarioFolder = Path.GetDirectoryName(scenario),
                Access = policy,
                Queries = queries,
                SavedQueries = new TextShelf(warehouse.Path + ".queries", "sql"),
                SavedScenarios = new TextShelf(warehouse.Path + ".scenarios", "yaml"),
                ReadWorkbook = ReadWorkbook,
                PageTimeMax = s_pageTimeMax,
                MakesPagesAhead = makesPagesAhead,
                FirstAnswerAfter = s_firstAnswerAfter,
                Claims = ClaimRegistry.Read(Repository.ListFiles("claims")),
                ForecastFolder = Path.Combine(Repository.Root, "data", "forecasts"),
                IsFollowing = follow is not null,
                IndexStops = stops ?? (() => []),
            }
        );
        using IDisposable? note = WriteNote(warehouse.Path, policy, server.Address.Port);
        Console.WriteLine($"Serving {server.Address} (Ctrl-C ends)");
        Task following = follow?.Invoke(cancellation) ?? Task.CompletedTask;
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await following;
            Console.Error.WriteLine("souk: stopped.");
        }
    }
}
