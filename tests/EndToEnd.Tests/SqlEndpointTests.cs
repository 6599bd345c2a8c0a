using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Cli.Verbs;
using Souk.Dashboards.Explore;
using Souk.DuckDb;
using Souk.Warehouse.Queries;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>SQL of strangers over a served warehouse: answers, files, limits, and what is refused.</summary>
[Collection(ServedSampleTests.Name)]
public sealed partial class SqlEndpointTests(ServedSample sample)
{
    private const string Roles = "select role, sum(amount) as amount from market.payment group by role order by role";

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token { get; }

    [Fact]
    public async Task An_answer_has_columns_types_exact_rows_and_the_block_that_was_asked()
    {
        JsonElement answer = JsonDocument.Parse(await TextAsync(Roles)).RootElement;

        using var file = new DuckDBConnection($"Data Source={sample.File};access_mode=READ_ONLY");
        file.Open();
        List<(string, string)> expected = file.Query(
            "select role, sum(amount)::varchar from market.payment group by role order by role",
            row => (row.GetString(0), row.GetString(1))
        );
        answer
            .GetProperty("rows")
            .EnumerateArray()
            .Select(row => (row.GetProperty("role").GetString()!, row.GetProperty("amount").GetString()!))
            .ShouldBe(expected);
        answer.GetProperty("columns")[1].GetProperty("type").GetString().ShouldBe("HUGEINT");
        answer.GetProperty("row_count").GetInt32().ShouldBe(expected.Count);
        answer
            .GetProperty("as_of")
            .EnumerateArray()
            .Select(chain => chain.GetProperty("block_number").GetInt64())
            .ShouldBe(file.Query("select block_number from chain.cursor order by chain_id", row => row.GetInt64(0)));
    }

    [Fact]
    public async Task The_answer_as_parquet_is_the_same_rows()
    {
        string path = Path.Combine(sample.Folder, "roles.parquet");
        using HttpResponseMessage reply = await AskAsync(Roles, "parquet");
        await File.WriteAllBytesAsync(path, await reply.Content.ReadAsByteArrayAsync());

        using var memory = new DuckDBConnection("Data Source=:memory:");
        memory.Open();
        List<string> rows = memory.Query(
            $"select role || ' ' || amount::hugeint from read_parquet('{path}')",
            row => row.GetString(0)
        );
        string[] csv = (await TextAsync(Roles, "csv")).TrimEnd().Split('\n');
        rows.ShouldBe(csv.Skip(1).Select(line => line.Replace(',', ' ')));
        rows.Count.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("json", "application/json", "[")]
    [InlineData("csv", "text/csv", "role,amount")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK")]
    public async Task Files_have_their_type(string format, string mediaType, string start)
    {
        using HttpResponseMessage reply = await AskAsync(Roles, format);

        reply.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        Encoding.Latin1.GetString(await reply.Content.ReadAsByteArrayAsync()).ShouldStartWith(start);
    }

    [Theory]
    [InlineData("delete from market.payment")]
    [InlineData("select 1; drop table market.payment")]
    [InlineData("select * from read_text('/etc/passwd')")]
    [InlineData("copy (select 1) to '{0}/out.csv'")]
    [InlineData("attach ':memory:' as other")]
    [InlineData("select * from read_csv('http://127.0.0.1:9/x.csv')")]
    [InlineData("set memory_limit = '1TB'")]
    [InlineData("select getenv('HOME')")]
    [InlineData("selekt 1")]
    public async Task What_is_no_harmless_select_is_refused_and_nothing_has_changed(string sql)
    {
        using HttpResponseMessage reply = await AskAsync(sql.Replace("{0}", sample.Folder));

        string text = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
        JsonDocument.Parse(text).RootElement.GetProperty("error").GetString()!.Length.ShouldBeGreaterThan(10);
        text.ShouldNotContain("root:");
        File.Exists(Path.Combine(sample.Folder, "out.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_workbook_names_the_warehouse_and_not_the_copy_that_was_asked()
    {
        string file = Path.Combine(sample.Folder, "named.duckdb");
        File.Copy(sample.File, file);
        using QueryDesk desk = new(
            new WarehouseCopy(file, TimeProvider.System, TimeSpan.FromMinutes(1)),
            SqlVerb.Child
        );

        await using Stream book = await desk.AskAsync(Roles, QueryFormat.Xlsx, CancellationToken.None);

        using ZipArchive zip = new(book);
        using StreamReader about = new(zip.GetEntry("xl/worksheets/sheet2.xml")!.Open());
        string text = await about.ReadToEndAsync();
        text.ShouldContain("named.duckdb");
        text.ShouldNotContain("snapshot-");
    }

    [Fact]
    public async Task A_query_without_end_is_ended_and_the_next_one_runs()
    {
        string file = Path.Combine(sample.Folder, "desk.duckdb");
        File.Copy(sample.File, file);
        using QueryDesk desk = new(new WarehouseCopy(file, TimeProvider.System, TimeSpan.FromMinutes(1)), SqlVerb.Child)
        {
            TimeMax = TimeSpan.FromSeconds(2),
        };

        QueryException ended = await Should.ThrowAsync<QueryException>(() =>
            desk.AskAsync(
                "select sum(a.range * b.range % 7) from range(1000000) a, range(1000000) b",
                QueryFormat.Csv,
                CancellationToken.None
            )
        );
        QueryException tooLong = await Should.ThrowAsync<QueryException>(() =>
            desk.AskAsync(new string('x', QueryDesk.SqlLengthMax + 1), QueryFormat.Csv, CancellationToken.None)
        );

        ended.Message.ShouldContain("longer than 2 s");
        tooLong.Message.ShouldContain("16,384 are allowed");
        (await TextAsync("select 42 as n", "csv")).ShouldBe("n\n42\n");
    }

    [Fact]
    public async Task A_copy_follows_the_warehouse_and_old_copies_go()
    {
        string file = Path.Combine(sample.Folder, "followed.duckdb");
        File.Copy(sample.File, file);
        using WarehouseCopy copy = new(file, new StoppedClock(), TimeSpan.Zero);
        string first = await TakeAsync(copy);
        string again = await TakeAsync(copy);
        using (DuckDBConnection writer = new($"Data Source={file}"))
        {
            writer.Open();
            writer.Execute("update chain.cursor set block_number = block_number + 1");
        }

        string second = await TakeAsync(copy);

        again.ShouldBe(first);
        second.ShouldNotBe(first);
        File.Exists(first).ShouldBeFalse();
        File.Exists(second).ShouldBeTrue();
    }

    [Theory]
    [InlineData("typed")]
    [InlineData("parquet")]
    public async Task Rows_have_a_limit(string format)
    {
        using HttpResponseMessage reply = await AskAsync("from range(200000)", format);

        reply.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await reply.Content.ReadAsStringAsync()).ShouldContain("more than 100000 rows");
    }

    [Fact]
    public async Task Memory_has_a_limit()
    {
        string file = Path.Combine(sample.Folder, "memory.duckdb");
        File.Copy(sample.File, file);
        // A busy machine takes longer than the server allows to fill half a gibibyte.
        using QueryDesk desk = new(new WarehouseCopy(file, TimeProvider.System, TimeSpan.FromMinutes(1)), SqlVerb.Child)
        {
            TimeMax = TimeSpan.FromMinutes(3),
        };

        QueryException ended = await Should.ThrowAsync<QueryException>(() =>
            desk.AskAsync("select list(n) from range(1000000000) t(n)", QueryFormat.Csv, CancellationToken.None)
        );

        ended.Message.ShouldContain("Out of Memory");
    }

    [Fact]
    public async Task A_form_without_the_pages_token_runs_nothing()
    {
        // What was typed stands on the page of the refusal; what it comes to does not.
        using FormUrlEncodedContent form = new([KeyValuePair.Create("Sql", "select 6 * 707 as n")]);

        using HttpResponseMessage page = await sample.Client.PostAsync("/explore", form);
        using HttpResponseMessage answer = await sample.Client.PostAsync("/api/v1/sql", form);

        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        string refusal = await page.Content.ReadAsStringAsync();
        refusal.ShouldContain("select 6 * 707 as n");
        refusal.ShouldNotContain("4242");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Sql_in_an_address_is_never_run()
    {
        string page = await sample.Client.GetStringAsync("/explore?sql=select+4242+as+n&Sql=select+4242+as+n");

        page.ShouldNotContain("4242");
    }

    [Fact]
    public async Task The_page_shows_rows_and_a_chart_and_its_saved_link_shows_them_again()
    {
        const string Sql =
            "select date_trunc('month', time)::date as month, count(*) as legs from market.payment group by month order by month";

        (HttpStatusCode run, string page, _) = await PostAsync("/explore", Sql);
        (HttpStatusCode saved, _, string? link) = await PostAsync("/explore?handler=Save", Sql);
        string again = await sample.Client.GetStringAsync(link);
        (_, string csv, _) = await PostAsync("/explore?handler=File&format=csv", Sql);

        run.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("data-chart=\"query\"");
        saved.ShouldBe(HttpStatusCode.Redirect);
        link.ShouldNotBeNull().ShouldMatch("^/explore/[0-9a-f]{16}$");
        again.ShouldContain("data-chart=\"query\"");
        string[] lines = csv.TrimEnd().Split('\n');
        lines[0].ShouldBe("month,legs");
        foreach (string value in lines.Skip(1).Select(line => line.Split(',')[1]))
        {
            page.ShouldContain($"data-value=\"{value}\"");
            again.ShouldContain($"data-value=\"{value}\"");
        }
    }

    [Theory]
    [InlineData("/explore/0000000000000000")]
    [InlineData("/explore/..%2f..%2fetc%2fpasswd")]
    public async Task An_unknown_link_is_no_page(string path)
    {
        using HttpResponseMessage reply = await sample.Client.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refused_query_stays_in_the_form_with_the_reason()
    {
        (HttpStatusCode status, string page, _) = await PostAsync("/explore", "select nobody from <nowhere>");

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("role=\"alert\"");
        page.ShouldContain("select nobody from &lt;nowhere&gt;");
    }

    private static async Task<string> TakeAsync(WarehouseCopy copy)
    {
        using WarehouseCopy.Lease lease = await copy.TakeAsync(CancellationToken.None);
        return lease.Path;
    }

    private Task<HttpResponseMessage> AskAsync(string sql, string format = "typed") =>
        sample.Client.PostAsJsonAsync("/api/v1/sql", new { sql, format });

    private async Task<string> TextAsync(string sql, string format = "typed")
    {
        using HttpResponseMessage reply = await AskAsync(sql, format);
        string text = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    /// <summary>What the form of the page does.</summary>
    private async Task<(HttpStatusCode Status, string Text, string? Location)> PostAsync(string path, string sql)
    {
        string page = await sample.Client.GetStringAsync("/explore");
        using FormUrlEncodedContent form = new([
            KeyValuePair.Create("Sql", sql),
            KeyValuePair.Create("__RequestVerificationToken", Token.Match(page).Groups[1].Value),
        ]);
        using HttpResponseMessage reply = await sample.Client.PostAsync(path, form);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync(), reply.Headers.Location?.ToString());
    }

    /// <summary>Making a copy takes no time, so that it need not serve for any.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

        public override long GetTimestamp() => 0;
    }
}
