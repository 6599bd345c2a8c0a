using System.Diagnostics;
using Souk.DuckDb.Native;

namespace Souk.DuckDb.Tests;

public sealed class DuckDBConnectionTests
{
    /// <summary>Set SOUK_DUCKDB_CYCLES=100000 for the long run.</summary>
    private static readonly int _cycles = int.TryParse(
        Environment.GetEnvironmentVariable("SOUK_DUCKDB_CYCLES"),
        out int cycles
    )
        ? cycles
        : 1000;

    [Fact]
    public void Two_connections_to_one_file_share_data_and_the_last_to_close_keeps_it()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("shared.duckdb");
        using DuckDBConnection first = Warehouses.Open(file);
        using DuckDBConnection second = Warehouses.Open(file);

        first.Execute("create table t(i integer); insert into t values (1)");
        second.Execute("insert into t values (2)");
        first.Close();

        second.Scalar<long>("select sum(i)::bigint from t").ShouldBe(3);
        second.Close();
        using DuckDBConnection third = Warehouses.Open(file);
        third.Scalar<long>("select count(*) from t").ShouldBe(2);
    }

    [Fact]
    public void Databases_in_memory_are_apart()
    {
        using DuckDBConnection first = Warehouses.InMemory();
        using DuckDBConnection second = Warehouses.InMemory();

        first.Execute("create table t(i integer)");

        Should.Throw<DuckDBException>(() => second.Execute("from t")).ErrorType.ShouldBe(DuckDBErrorType.Catalog);
    }

    [Fact]
    public void Settings_apply_and_extensions_never_install_or_load_themselves()
    {
        using DuckDBConnection connection = Warehouses.Open(":memory:", ";threads=1");

        connection.Scalar<long>("select current_setting('threads')").ShouldBe(1);
        connection.Scalar<bool>("select current_setting('autoinstall_known_extensions')").ShouldBeFalse();
        connection.Scalar<bool>("select current_setting('autoload_known_extensions')").ShouldBeFalse();
        connection.ServerVersion.ShouldBe("v1.5.6");
    }

    [Fact]
    public void A_file_open_in_another_process_is_locked()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("locked.duckdb");
        using Process holder = HoldOpen(file);
        try
        {
            DuckDBException error = Should.Throw<DuckDBException>(() => Warehouses.Open(file));

            error.ErrorType.ShouldBe(DuckDBErrorType.FileLocked, error.Message);
            error.Message.ShouldContain("open in another process");
        }
        finally
        {
            holder.Kill();
            holder.WaitForExit();
        }
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_place_of_a_file_are_unavailable()
    {
        using TemporaryFolder folder = new();

        foreach (string path in new[] { folder.File("none/x.duckdb"), folder.Path })
        {
            DuckDBException error = Should.Throw<DuckDBException>(() => Warehouses.Open(path));
            error.ErrorType.ShouldBe(DuckDBErrorType.FileUnavailable, error.Message);
            error.Message.ShouldContain(path);
        }
    }

    [Fact]
    public void A_file_of_something_else_is_invalid()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("text.duckdb");
        File.WriteAllText(file, new string('x', 20000));

        DuckDBException error = Should.Throw<DuckDBException>(() => Warehouses.Open(file));

        error.ErrorType.ShouldBe(DuckDBErrorType.FileInvalid, error.Message);
    }

    [Fact]
    public void A_file_opened_read_only_refuses_writes()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("x.duckdb");
        Warehouses.Open(file).Dispose();

        using DuckDBConnection connection = Warehouses.Open(file, ";access_mode=READ_ONLY");

        Should
            .Throw<DuckDBException>(() => connection.Execute("create table t(i integer)"))
            .ErrorType.ShouldBe(DuckDBErrorType.InvalidInput);
        Should.Throw<DuckDBException>(() => Warehouses.Open(file)).ErrorType.ShouldBe(DuckDBErrorType.Connection);
    }

    [Fact]
    public void A_missing_library_says_how_to_install_it()
    {
        using TemporaryFolder folder = new();

        // A package that nobody can have: whatever lies above the folder of temporary files does not count.
        DllNotFoundException error = Should.Throw<DllNotFoundException>(() =>
            LibraryLocation.Find(folder.Path, "node-bindings-nowhere")
        );

        error.Message.ShouldContain("node_modules/@duckdb/node-bindings-nowhere above it");
        error.Message.ShouldContain("npm ci");
    }

    [Theory]
    [InlineData("a database of its own")]
    [InlineData("a database kept open")]
    public void Opening_querying_and_closing_leaks_no_memory(string kind)
    {
        using TemporaryFolder folder = new();
        bool isKept = kind == "a database kept open";
        string path = isKept ? folder.File("x.duckdb") : ":memory:";
        using DuckDBConnection keeper = Warehouses.Open(path, ";threads=1");
        Cycle(path, _cycles / 5);
        long before = ResidentBytes();
        Cycle(path, _cycles);
        long grown = ResidentBytes() - before;

        TestContext.Current.TestOutputHelper?.WriteLine($"{_cycles} cycles grew by {grown / 1024} KiB.");
        grown.ShouldBeLessThan(48L << 20);
    }

    private static void Cycle(string path, int count)
    {
        for (int cycle = 0; cycle < count; cycle++)
        {
            using DuckDBConnection connection = Warehouses.Open(path, ";threads=1");
            connection.Scalar<string>("select $x || 'y'", ("x", "a text beyond twelve bytes")).Length.ShouldBe(27);
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static Process HoldOpen(string file)
    {
        string binding = Path.Combine(
            Path.GetDirectoryName(LibraryLocation.Find(AppContext.BaseDirectory))!,
            "duckdb.node"
        );
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(
            "require(process.argv[1]).open(process.argv[2]).then(d => { globalThis.d = d; console.log('open'); "
                + "process.stdin.resume(); })"
        );
        start.ArgumentList.Add(binding);
        start.ArgumentList.Add(file);
        Process holder = Process.Start(start)!;
        holder.StandardOutput.ReadLine().ShouldBe("open");
        return holder;
    }
}
