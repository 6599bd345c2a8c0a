using System.CommandLine;
using System.Net;
using Souk.Cli.Servers;
using Souk.Cli.Tests.Verbs;
using Souk.Cli.Verbs;
using Souk.Dashboards.Access;
using Souk.DuckDb;
using Souk.Research.Snapshots;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Servers;

/// <summary>Verbs that find a warehouse held by its server: in this process, of a market with two payments.</summary>
[Collection(ConsoleTests.Name)]
public sealed class OwnerServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-owner-").FullName;

    private string Database => Path.Combine(_folder, "held.duckdb");

    private string Note => Database + ".server";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_held_warehouse_answers_through_its_server_as_it_does_by_itself()
    {
        string[][] questions =
        [
            ["metrics", "get", "payments", "--market", "m"],
            ["metrics", "get", "payments", "--market", "m", "--json", "--as-of", "2025-01-31"],
            ["metrics", "get", "payments", "--market", "m", "--as-of-block", "1:1"],
            ["metrics", "get", "token_figures", "--market", "m", "--known-at", "2025-01-31"],
            ["metrics", "get", "token_figures", "--market", "m", "--json", "--known-at", "2024-12-31"],
            ["metrics", "get", "contributors", "--market", "m", "--parties", "entity"],
            ["metrics", "get", "top_contributors", "--market", "m", "--by", "month", "--json"],
        ];
        Fill();
        List<(int, string)> alone = [];
        foreach (string[] question in questions)
        {
            (int code, string text, _) = await RunAsync(question);
            alone.Add((code, text));
        }

        await ServeAsync(
            new AccessPolicy(),
            async () =>
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.GetUnixFileMode(Note).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }

                foreach ((string[] question, (int Code, string Text) before) in questions.Zip(alone))
                {
                    (int code, string text, string errors) = await RunAsync(question);
                    errors.ShouldStartWith($"souk: {Database} is held by its server at http://127.0.0.1:");
                    (code, text).ShouldBe(before, string.Join(' ', question));
                }
            }
        );

        alone[0].Item2.ShouldContain("90071992547409930000");
        alone[3].Item2.ShouldContain("burned,2025-01-01,7.500000000000000000,GOLD,exact,\"a, \"\"book\"\"\"");
        File.Exists(Note).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_verb_that_reads_a_held_warehouse_is_lent_a_copy_and_what_it_hands_out_is_recorded()
    {
        string[][] questions =
        [
            ["metrics", "explain", "active_parties", "moved", "contributors", "--market", "m"],
            ["claims", "--json"],
            ["trace", "m/a"],
            ["statement", "0x000000000000000000000000000000000000000a"],
            ["unlocks", "after", "--market", "m"],
            ["responses", "--market", "m"],
            ["quarantine"],
            ["documents"],
            ["handouts"],
        ];
        Fill();
        List<(int, string)> alone = [];
        foreach (string[] question in questions)
        {
            (int code, string text, _) = await RunAsync(question);
            alone.Add((code, text));
        }

        await ServeAsync(
            new AccessPolicy(),
            async () =>
            {
                foreach ((string[] question, (int Code, string Text) before) in questions.Zip(alone))
                {
                    (int code, string text, string errors) = await RunAsync(question);
                    errors.ShouldStartWith($"souk: {Database} is held by another souk, which lent a copy of it.\n");
                    (code, text).ShouldBe(before, string.Join(' ', question));
                }

                using (OpenedWarehouse notebook = OpenedWarehouse.Open(Database))
                {
                    notebook.Connection.Scalar<string>("select current_database()").ShouldStartWith("snapshot-");
                }

                string folder = Path.Combine(_folder, "out");
                foreach (
                    string[] written in (string[][])
                        [
                            ["export", "--out", Path.Combine(folder, "rows")],
                            ["archive", "--out", Path.Combine(folder, "archive")],
                            ["backup", "--out", Path.Combine(folder, "backup")],
                            ["metrics", "get", "payments", "--market", "m", "--xlsx", Path.Combine(_folder, "a.xlsx")],
                        ]
                )
                {
                    (int code, _, string errors) = await RunAsync(written);
                    code.ShouldBe(ExitCode.Success, errors);
                }

                // Both that leave the warehouse, as its holder wrote them down; a workbook says as of when, which is a metric too.
                using DuckDBConnection holder = new($"Data Source={Database}");
                holder.Open();
                holder
                    .Query(
                        "select kind, subject, (select count(*) from reference.handed_answer a where a.handout_id = h.handout_id) from reference.handout h order by handout_id",
                        row => $"{row.GetString(0)} {row.GetString(1)} {row.GetInt64(2)}"
                    )
                    .ShouldBe(["export all tables 0", "workbook payments 2"]);
            }
        );

        alone.ShouldAllBe(answer => answer.Item1 == ExitCode.Success && answer.Item2.Length > 0);
    }

    [Fact]
    public async Task Sql_asks_the_server_that_holds_the_file_also_where_it_asks_strangers_for_keys()
    {
        Fill();
        KeyFile keys = KeyFile.Open(WriteKeys());
        const string Sql = "select amount, asset_key, amount > 6 as is_large from market.payment order by amount";

        await ServeAsync(
            new AccessPolicy { Keys = keys },
            async () =>
            {
                (await RunAsync("sql", Sql)).Output.ShouldBe(
                    """
                    amount                asset_key  is_large
                    5                     NULL       False
                    90071992547409930000  m/a        True
                    (2 rows)

                    """
                );
                (int refused, _, string why) = await RunAsync("sql", "delete from market.payment", "--format", "csv");
                refused.ShouldBe(ExitCode.InvalidInput);
                why.ShouldContain("The text is refused");

                using HttpClient stranger = new() { BaseAddress = ServerNote.Read(Database)!.Address };
                (await stranger.GetAsync("/api/v1/markets", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
                    HttpStatusCode.Unauthorized
                );
            }
        );
    }

    [Fact]
    public async Task A_note_that_was_left_behind_is_told_and_ignored()
    {
        Fill();
        await ServeAsync(
            new AccessPolicy(),
            async () =>
            {
                // Another server took the port: it does not know the token.
                Uri address = ServerNote.Read(Database)!.Address;
                File.Delete(Note);
                using IDisposable other = new ServerNote(address, ServerNote.NewToken()).Write(Database);
                string[] question = ["metrics", "get", "payments", "--market", "m"];

                (int code, string text, string errors) = await RunAsync(question);

                code.ShouldBe(ExitCode.Success);
                text.ShouldContain("reward");
                errors.ShouldStartWith($"souk: {Note} is left from a server that has ended, and is ignored.\n");
            }
        );
    }

    [Theory]
    [InlineData("not json", "is no note of a server")]
    [InlineData("{\"Address\": \"http://127.0.0.1:1\"}", "is no note of a server")]
    [InlineData("{\"Address\": \"http://127.0.0.1:1\", \"Token\": \"t\"}", "is left from a server that has ended")]
    [InlineData(
        "{\"Address\": \"http://203.0.113.7:80\", \"Token\": \"t\"}",
        "A key is not sent to 203.0.113.7 in the clear"
    )]
    public void What_is_no_note_of_a_server_that_answers_is_ignored(string text, string told)
    {
        File.WriteAllText(Note, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Note, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using StringWriter errors = new();

        OwnerServer.Find(Database, errors).ShouldBeNull();

        errors.ToString().ShouldContain(told);
        errors.ToString().ShouldEndWith("ignored.\n");
    }

    [Fact]
    public void A_note_that_others_could_have_written_is_not_believed()
    {
        using IDisposable note = new ServerNote(new Uri("http://127.0.0.1:1"), "t").Write(Database);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Note, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);

            Should
                .Throw<FormatException>(() => ServerNote.Read(Database))
                .Message.ShouldEndWith("can be read or written by others than its owner");
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:8080/")]
    [InlineData("0.0.0.0", "http://127.0.0.1:8080/")]
    [InlineData("::", "http://127.0.0.1:8080/")]
    [InlineData("::1", "http://[::1]:8080/")]
    [InlineData("192.0.2.7", null)]
    public void Programs_of_this_machine_ask_over_loopback(string listening, string? address) =>
        ServerNote.LocalAddress(IPAddress.Parse(listening), 8080)?.ToString().ShouldBe(address);

    private void Fill()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(
            """
            insert into chain.address select n, unhex(printf('%040x', n)) from range(1, 60) numbers(n);
            insert into chain.system values ('m', 'M', 'GOLD', 'Made up');
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.block values
                (1, 1, 1, 1, 0, 0, timestamp '2025-01-01'), (1, 2, 2, 2, 0, 0, timestamp '2025-02-01');
            insert into market.payment values
                (1, 1, 1, 0, timestamp '2025-01-01', 'm', 'reward', 1, 50, 10, 90071992547409930000, 'm/a', 'transfer', 1),
                (1, 2, 1, 0, timestamp '2025-02-01', 'm', 'reward', 1, 50, 10, 5, null, 'transfer', 1);
            insert into reference.fact values
                ('m', 'figures', 'burned/2025-01', 'figure', 'burned', 'exact', 'a, "book"', 'f', 1, timestamp '2025-01-01', null),
                ('m', 'figures', 'burned/2025-01', 'date', '2025-01', 'exact', 'a', 'f', 1, timestamp '2025-01-01', null),
                ('m', 'figures', 'burned/2025-01', 'value', '7.5', 'exact', 'a, "book"', 'f', 1, timestamp '2025-01-01', null),
                ('m', 'figures', 'burned/2025-01', 'unit', 'GOLD', 'exact', 'a', 'f', 1, timestamp '2025-01-01', null),
                ('m', 'figures', 'lost', 'figure', 'lost', 'exact', 'a', 'f', 1, timestamp '2025-01-01', null),
                ('m', 'figures', 'lost', 'unit', 'GOLD', 'exact', 'a', 'f', 1, timestamp '2025-01-01', null);
            """
        );
    }

    private string WriteKeys()
    {
        string file = Path.Combine(_folder, "keys.json");
        KeyFile.Add(file, AccessScope.Read, "a stranger", new DateTime(2025, 1, 1));
        return file;
    }

    private async Task ServeAsync(AccessPolicy policy, Func<Task> ask)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        Task serving = ServeVerb.RunAsync(warehouse, port: 0, end.Token, policy);
        try
        {
            while (!File.Exists(Note) && !serving.IsCompleted)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            await ask();
        }
        finally
        {
            await end.CancelAsync();
            await serving;
        }
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        (TextWriter before, TextWriter errorsBefore) = (Console.Out, Console.Error);
        using StringWriter output = new();
        using StringWriter errors = new();
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            RootCommand root = new()
            {
                MetricsVerb.Create(),
                SqlVerb.Create(),
                ClaimsVerb.Create(),
                TraceVerb.Create(),
                StatementVerb.Create(),
                UnlocksVerb.Create(),
                ResponsesVerb.Create(),
                QuarantineVerb.Create(),
                DocumentsVerb.Create(),
                HandoutsVerb.Create(),
                ExportVerb.Create(),
                ArchiveVerb.Create(),
                BackupVerb.Create(),
            };
            return (
                await CommandRunner.RunAsync(root, [.. args, "--db", Database]),
                output.ToString(),
                errors.ToString()
            );
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errorsBefore);
        }
    }
}
