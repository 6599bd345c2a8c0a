using System.CommandLine;
using System.Text;
using System.Text.Json;
using Souk.Cli.Screens;
using Souk.Cli.Servers;
using Souk.Cli.Workbooks;
using Souk.Dashboards.Explore;
using Souk.Dashboards.Exports;
using Souk.Warehouse.Queries;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk sql`, and the hidden child that runs its query.</summary>
internal static class SqlVerb
{
    private const string ChildName = "sql-child";

    private const string Description =
        "Ask the warehouse with one SELECT. Nothing is written, no file, network or setting is touched; the query runs in a\n"
        + "process of its own that is ended when it takes too long or too much. Where 'souk serve' holds the file, the server is\n"
        + "asked, within its own limits.\n\n"
        + "souk schema describes the tables. Amounts are integers of base units.\n\n"
        + "Examples:\n  souk sql --db demo.duckdb \"select role, sum(amount) from market.payment group by all\"\n"
        + "  souk sql --db demo.duckdb --format parquet --out payments.parquet \"from market.payment\"\n"
        + "  souk sql --db demo.duckdb --format xlsx --out roles.xlsx \"select role, count(*) from market.payment group by all\"";

    public static Command Create()
    {
        Argument<string> sql = new("SQL") { Description = "One SELECT." };
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<RowFormat> format = new("--format")
        {
            Description = "table, csv, json, parquet or xlsx.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => RowFormat.Table,
        };
        Option<string?> file = new("--out")
        {
            Description = "The file to write; parquet and xlsx need one.",
            HelpName = "FILE",
        };
        Option<int> seconds = Number("--seconds-max", 30, "Seconds it may take.");
        Option<int> rows = Number("--rows-max", QueryRequest.RowsDefault, "Rows it may give.");
        Option<int> memory = Number("--memory-max", QueryRequest.MemoryMbDefault, "MiB it may use.");
        Command verb = new("sql", Description) { sql, database, format, file, seconds, rows, memory };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                string asked = KeptSnapshot.FileOf(parsed.GetRequiredValue(database));
                SharedOptions.RequireFile(asked);
                string path = Path.GetFullPath(asked);
                RequireForm(parsed.GetValue(format), parsed.GetValue(file));
                using OwnerServer? owner = OwnerServer.Find(path, Console.Error);
                if (owner is not null)
                {
                    byte[] answer = owner.Sql(parsed.GetRequiredValue(sql), parsed.GetValue(format));
                    await WriteAsync(answer, parsed.GetValue(file), cancellation);
                    return;
                }

                using BorrowedCopy? copy = BorrowedCopy.Take(path);
                var query = new QueryRequest(
                    copy?.Path ?? path,
                    parsed.GetRequiredValue(sql),
                    RowsMax: Within(parsed, rows),
                    MemoryMb: Within(parsed, memory),
                    Source: Path.GetFileName(path)
                );
                QueryChild child = Child(parsed.GetValue(format)) with
                {
                    TimeMax = TimeSpan.FromSeconds(Within(parsed, seconds)),
                };
                try
                {
                    await RunAsync(child, query, parsed.GetValue(format), parsed.GetValue(file), cancellation);
                }
                catch (QueryException held) when (held.Message.Contains("Could not set lock", StringComparison.Ordinal))
                {
                    throw WarehouseException.Held(path, held);
                }
            }
        );
        return verb;
    }

    /// <summary>Reads a request from standard input and prints its rows.</summary>
    public static Command CreateChild()
    {
        Argument<RowFormat> format = new("FORMAT");
        Command child = new(ChildName, "Run one query; started by 'souk sql'.") { format };
        child.Hidden = true;
        child.SetAction(parsed =>
        {
            QueryRequest request = JsonSerializer.Deserialize<QueryRequest>(Console.In.ReadToEnd())!;
            try
            {
                Answer(request, parsed.GetValue(format));
                return ExitCode.Success;
            }
            catch (QueryException exception)
            {
                Console.Error.WriteLine(exception.Message);
                return exception.IsRefused ? QueryChild.ExitRefused : ExitCode.Failure;
            }
        });
        return child;
    }

    private static void Answer(QueryRequest request, RowFormat format)
    {
        using Stream console = Console.OpenStandardOutput();
        if (format == RowFormat.Xlsx)
        {
            console.Write(WorkbookOf(request));
            return;
        }

        if (format == RowFormat.Typed)
        {
            TypedAnswer.Write(request, console);
            return;
        }

        using var output = new StreamWriter(console);
        var rows = new RowOutput(format, output);
        SandboxedQuery.Run(request, rows.Start, rows.Add);
        rows.End();
    }

    private static byte[] WorkbookOf(QueryRequest request)
    {
        Workbook? workbook = null;
        try
        {
            SandboxedQuery.Run(request, columns => workbook = new Workbook(columns), row => workbook!.Add(row));
            return workbook!.End(QueryAbout.Of(request));
        }
        finally
        {
            workbook?.Dispose();
        }
    }

    private static void RequireForm(RowFormat format, string? file)
    {
        if (format == RowFormat.Typed)
        {
            throw new InvalidInputException("--format takes table, csv, json, parquet or xlsx.");
        }

        if (format is RowFormat.Parquet or RowFormat.Xlsx && file is null)
        {
            throw new InvalidInputException($"--format {format.ToString().ToLowerInvariant()} needs --out FILE.");
        }
    }

    private static async Task WriteAsync(byte[] answer, string? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            Console.Out.Write(Encoding.UTF8.GetString(answer));
            return;
        }

        await WholeFile.WriteAsync(file, answer, cancellation);
    }

    private static async Task RunAsync(
        QueryChild child,
        QueryRequest query,
        RowFormat format,
        string? file,
        CancellationToken cancellation
    )
    {
        if (file is null)
        {
            using Stream console = Console.OpenStandardOutput();
            await child.RunAsync(query, console, cancellation);
            return;
        }

        // The whole file or none.
        string part = Path.GetFullPath(file) + ".part";
        try
        {
            using (Stream output = format == RowFormat.Parquet ? new MemoryStream() : File.Create(part))
            {
                await child.RunAsync(
                    query with
                    {
                        ParquetPath = format == RowFormat.Parquet ? part : null,
                    },
                    output,
                    cancellation
                );
            }

            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>What runs one query of a reader and writes it so.</summary>
    public static QueryChild Child(QueryFormat format) => Child(Enum.Parse<RowFormat>($"{format}"));

    private static QueryChild Child(RowFormat format)
    {
        string assembly = typeof(SqlVerb).Assembly.Location;
        return assembly.Length > 0
            ? new QueryChild("dotnet", [assembly, ChildName, $"{format}"])
            : new QueryChild(Environment.ProcessPath!, [ChildName, $"{format}"]);
    }

    private static Option<int> Number(string name, int ordinary, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => ordinary,
        };

    private static int Within(ParseResult parsed, Option<int> option)
    {
        int value = parsed.GetValue(option);
        return value >= 1 ? value : throw new InvalidInputException($"{option.Name} {value} is below 1.");
    }
}
