using Souk.Cli.Notebooks;
using Souk.DuckDb;
using Souk.Kernel.Displays;

namespace Souk.Cli.Tests.Notebooks;

public sealed class SqlMagicTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-sql-");
    private readonly SqlMagic _sql = new();

    public void Dispose()
    {
        _sql.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_long_result_shows_its_first_rows_and_says_so()
    {
        MimeBundle shown = await RunAsync("", "select range as n from range(101)");

        string[] lines = shown.Formats[Mime.Text].ToString().Split('\n');
        lines[0].ShouldBe("n");
        lines[100].ShouldBe("99");
        lines[101].ShouldBe("The first 100 rows.");
    }

    [Fact]
    public async Task A_result_of_exactly_the_limit_is_whole()
    {
        MimeBundle shown = await RunAsync("", "select range as n from range(100)");

        shown.Formats[Mime.Text].ToString().Split('\n').Length.ShouldBe(101);
    }

    [Fact]
    public async Task Texts_are_escaped()
    {
        MimeBundle shown = await RunAsync("", "select '<script>' as a");

        shown.Formats[Mime.Html].ToString().ShouldContain("<td>&lt;script&gt;</td>");
    }

    [Fact]
    public async Task A_file_is_remembered_and_cannot_be_written()
    {
        string file = CreateDatabase();
        await _sql.RunAsync($"--db {file}", "", CancellationToken.None);

        MimeBundle shown = await RunAsync("", "select n from t");

        shown.Formats[Mime.Text].ToString().ShouldBe("n\n7");
        await Should.ThrowAsync<DuckDBException>(() => RunAsync("", "delete from t"));
    }

    [Fact]
    public async Task A_missing_file_and_a_wrong_argument_are_named()
    {
        (
            await Should.ThrowAsync<InvalidInputException>(() => RunAsync("--db none.duckdb", "select 1"))
        ).Message.ShouldContain("none.duckdb does not exist");
        (await Should.ThrowAsync<InvalidInputException>(() => RunAsync("--file x", "select 1"))).Message.ShouldContain(
            "'--file x'"
        );
    }

    private async Task<MimeBundle> RunAsync(string arguments, string text) =>
        (await _sql.RunAsync(arguments, text, CancellationToken.None)).ShouldBeOfType<MimeBundle>();

    private string CreateDatabase()
    {
        string file = Path.Combine(_folder.FullName, "some.duckdb");
        using DuckDBConnection connection = new($"Data Source={file}");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "create table t as select 7 as n";
        command.ExecuteNonQuery();
        return file;
    }
}
