using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Souk.Cli.Screens;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Indexer.Documents;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

public sealed class DocumentsVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-documents-").FullName;

    private string Database => Path.Combine(_folder, "pointing.duckdb");

    private string Manifest => Path.Combine(_folder, "bazaar.yaml");

    public DocumentsVerbTests() =>
        File.WriteAllText(
            Manifest,
            """
            system: bazaar
            title: Bazaar
            contracts:
              shop: {events: ["Sold()"]}
            deployments: []
            documents: {hosts: ["127.0.0.1:1"]}
            """
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("data:,good", ExitCode.Success)]
    [InlineData("data:,bad", ExitCode.VerificationFailed)]
    [InlineData("http://127.0.0.1:1/", ExitCode.EndpointUnreachable)]
    [InlineData("http://127.0.0.1:2/", ExitCode.Success)]
    public async Task The_exit_code_tells_what_is_wrong(string uri, int code)
    {
        Refer(uri);

        (await RunAsync("documents", "--db", Database)).ShouldBe(ExitCode.Success);
        (await RunAsync("documents", Manifest, "--db", Database, "--progress", "none")).ShouldBe(code);
        (await RunAsync("documents", "--db", Database, "--json")).ShouldBe(code);
    }

    [Theory]
    [InlineData("--size-max", "0")]
    [InlineData("--seconds-max", "3601")]
    [InlineData("--limit", "-1")]
    public async Task A_limit_beyond_its_bounds_is_refused_by_name(string option, string value)
    {
        Refer("data:,good");

        InvalidInputException refusal = await Should.ThrowAsync<InvalidInputException>(() =>
            RunAsync("documents", "--db", Database, option, value)
        );

        refusal.Message.ShouldStartWith($"{option} {value} is not between");
    }

    [Fact]
    public async Task What_contracts_wrote_cannot_break_a_terminal()
    {
        const string Hostile = "http://evil.example/\u001b[2J\u009b31m\r\n\u202e\u0007\0end";
        Refer(Hostile);
        await RunAsync("documents", Manifest, "--db", Database, "--progress", "none");
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        DocumentList list = DocumentList.Read(warehouse.Connection);

        string text = DocumentsVerb.Describe(list);
        string json = JsonOutput.Of(list);

        list.Entries.Single().Uri.ShouldBe(Hostile);
        text.Split('\n').Length.ShouldBe(3);
        text.Replace("\n", "").Any(IsHarmful).ShouldBeFalse();
        JsonDocument.Parse(json).RootElement.GetProperty("entries")[0].GetProperty("uri").GetString().ShouldBe(Hostile);
        json.Replace("\n", "").Any(IsHarmful).ShouldBeFalse();
        text.ShouldContain("\\u{1b}[2J\\u{9b}31m\\u{d}\\u{a}\\u{202e}\\u{7}\\u{0}end");
    }

    private static bool IsHarmful(char letter) => char.IsControl(letter) || letter == '\u202e';

    private static Task<int> RunAsync(params string[] args)
    {
        var root = new RootCommand { DocumentsVerb.Create() };
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private void Refer(string uri)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(
            """
            insert into market.document
            values (1, 1, 0, timestamp '2024-01-01', 'bazaar', 0, null, $uri, $hash, 'sha256', 'plain')
            """,
            ("uri", uri),
            ("hash", SHA256.HashData(Encoding.UTF8.GetBytes("good")))
        );
    }
}
