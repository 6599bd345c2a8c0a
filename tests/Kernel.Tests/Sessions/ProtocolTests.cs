using System.Text.Json;

namespace Souk.Kernel.Tests.Sessions;

public class ProtocolTests(JupyterRun run) : IClassFixture<JupyterRun>
{
    [Theory]
    [InlineData("value", "2")]
    [InlineData("state", "21")]
    [InlineData("await", "40")]
    [InlineData("after_failure", "7")]
    [InlineData("alive", "alive")]
    [InlineData("after_forgery", "honest")]
    [InlineData("after_interrupts", "5")]
    [InlineData("alive_after_bad", "42")]
    [InlineData("restart_works", "9")]
    [InlineData("soak_remembers", "4950")]
    public void A_cell_shows_its_last_value(string cell, string expected)
    {
        JsonElement result = Outputs(cell).ShouldHaveSingleItem();

        result.GetProperty("type").GetString().ShouldBe("execute_result");
        result.GetProperty("data").GetProperty("text/plain").GetString().ShouldBe(expected);
        Reply(cell).GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public void A_cell_without_a_value_shows_nothing() => Outputs("declare").ShouldBeEmpty();

    [Fact]
    public void A_silent_request_shows_nothing() => Outputs("silent").ShouldBeEmpty();

    [Fact]
    public void Both_streams_keep_their_order() =>
        Outputs("streams")
            .Select(output => (output.GetProperty("name").GetString(), output.GetProperty("text").GetString()))
            .ShouldBe([("stdout", "out"), ("stderr", "err"), ("stdout", "again")]);

    [Theory]
    [InlineData("html", "text/html", "\"\\u003Cb\\u003Ebold\\u003C/b\\u003E\"")]
    [InlineData("markdown", "text/markdown", "\"**bold**\"")]
    [InlineData("svg", "image/svg+xml", "\"\\u003Csvg/\\u003E\"")]
    [InlineData("png", "image/png", "\"iVBORw==\"")]
    [InlineData("latex", "text/latex", "\"$x^2$\"")]
    [InlineData("json", "application/json", "{\"a\":1}")]
    [InlineData("plotly", "application/vnd.plotly.v1+json", "{\"data\":[],\"layout\":{}}")]
    public void Rich_values_have_their_format(string cell, string format, string expected) =>
        JsonSerializer
            .Serialize(Outputs(cell).ShouldHaveSingleItem().GetProperty("data").GetProperty(format))
            .ShouldBe(expected);

    [Fact]
    public void A_chart_of_one_s_own_is_a_figure_and_a_picture()
    {
        JsonElement data = Outputs("flows").ShouldHaveSingleItem().GetProperty("data");

        JsonElement trace = data.GetProperty("application/vnd.plotly.v1+json").GetProperty("data")[0];
        trace.GetProperty("type").GetString().ShouldBe("sankey");
        trace
            .GetProperty("link")
            .GetProperty("value")
            .EnumerateArray()
            .Select(value => value.GetDouble())
            .ShouldBe([90, 10]);
        Convert.FromBase64String(data.GetProperty("image/png").GetString()!)[1..4].ShouldBe("PNG"u8.ToArray());
    }

    [Fact]
    public void A_shown_value_is_replaced_in_place()
    {
        List<JsonElement> outputs = Outputs("update");

        outputs.Select(Type).ShouldBe(["display_data", "update_display_data"]);
        outputs.Select(DisplayId).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        PlainText(outputs[1]).ShouldBe("second");
    }

    [Fact]
    public void A_progress_bar_fills() =>
        Outputs("progress")
            .Select(PlainText)
            .ShouldBe(["work 0 %", "work 25 %", "work 50 %", "work 75 %", "work 100 %"]);

    [Fact]
    public void SQL_becomes_a_table() =>
        PlainText(Outputs("magic_sql").ShouldHaveSingleItem()).ShouldBe("answer\tnothing\n42\tnull");

    [Fact]
    public void Parts_of_a_cell_show_one_after_another() =>
        Outputs("magic_mixed")
            .Select(output => $"{Type(output)}: {PlainText(output)}")
            .ShouldBe(["display_data: # Title", "execute_result: 20"]);

    [Theory]
    [InlineData("magic_unknown", "MagicError", "There is no #!nope. There are: #!csharp, #!html, #!markdown, #!sql.")]
    [InlineData("compile_error", "CompileError", "CS0103: The name 'missing' does not exist in the current context")]
    [InlineData("syntax_error", "CompileError", "CS1525: Invalid expression term ';'")]
    [InlineData("runtime_error", "System.DivideByZeroException", "Attempted to divide by zero.")]
    [InlineData("stdin", "System.NotSupportedException", "This kernel takes no keyboard input.")]
    [InlineData("sql_error", "Souk.DuckDb.DuckDBException", "Table with name nowhere does not exist")]
    [InlineData("library_missing", "LibraryError", "There is no library ")]
    [InlineData("package_without_version", "LibraryError", "does not name one version")]
    [InlineData("package_missing", "LibraryError", "The package Souk.There.Is.None 1.0.0 cannot be restored.")]
    [InlineData("restart_state", "CompileError", "CS0103: The name 'kept' does not exist in the current context")]
    public void A_cell_fails_with_its_reason(string cell, string name, string reason)
    {
        JsonElement reply = Reply(cell);

        reply.GetProperty("status").GetString().ShouldBe("error");
        reply.GetProperty("ename").GetString().ShouldBe(name);
        reply.GetProperty("evalue").GetString()!.ShouldContain(reason);
        Type(Outputs(cell).ShouldHaveSingleItem()).ShouldBe("error");
    }

    [Fact]
    public void Errors_name_lines_of_the_cell()
    {
        Traceback("compile_error")[0].ShouldStartWith("cell [19], line 2, column 9: CS0103");
        Traceback("loop_error")[0].ShouldStartWith("cell [21], line 1, column 14: CS0103");
        Traceback("runtime_error")
            .ShouldBe([
                "System.DivideByZeroException: Attempted to divide by zero.",
                "   at Divide in cell [22], line 3",
                "   at the cell in cell [22], line 5",
            ]);
    }

    [Fact]
    public void A_formatter_that_throws_is_shown() =>
        PlainText(Outputs("formatter_error").ShouldHaveSingleItem()).ShouldEndWith("failed: System.Exception: no");

    [Fact]
    public void Expressions_of_a_front_end_are_computed_one_by_one()
    {
        JsonElement expressions = Reply("expressions").GetProperty("user_expressions");

        PlainText(expressions.GetProperty("good")).ShouldBe("20");
        expressions.GetProperty("bad").GetProperty("ename").GetString().ShouldBe("CompileError");
    }

    [Theory]
    [InlineData("complete_member", "Substring", 6, 9)]
    [InlineData("complete_variable", "kept", 0, 3)]
    [InlineData("complete_type", "Sqrt", 5, 7)]
    [InlineData("complete_unicode", "Length", 4, 8)]
    [InlineData("complete_magic", "#!sql", 0, 3)]
    public void Names_are_completed(string question, string expected, int start, int end)
    {
        run[question].GetProperty("matches").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(expected);
        run[question].GetProperty("cursor_start").GetInt32().ShouldBe(start);
        run[question].GetProperty("cursor_end").GetInt32().ShouldBe(end);
    }

    [Theory]
    [InlineData("inspect_variable", "int kept")]
    [InlineData("inspect_method", "MimeBundle Notebook.HTML(string html)")]
    public void A_name_is_explained(string question, string expected) =>
        PlainText(run[question]).ShouldStartWith(expected);

    [Fact]
    public void A_documented_name_has_its_meaning_parameters_errors_and_example()
    {
        string text = PlainText(run["inspect_documented"])!;

        text.ShouldContain("Prints what the study depends on, and refuses other data than it was written for.");
        text.ShouldContain("dataHash: At least the first 12 digits of the hash of the data.");
        text.ShouldContain("Throws CheckException: The data or the engine are others.");
        text.ShouldContain("Example:\nStudy.Pin(Warehouse.Open(\"sample\"), \"3d0df28b6862\", seed: 7);");
    }

    [Fact]
    public void Nothing_is_found_where_no_name_is() =>
        run["inspect_nothing"].GetProperty("found").GetBoolean().ShouldBeFalse();

    [Theory]
    [InlineData("complete")]
    [InlineData("incomplete")]
    [InlineData("invalid")]
    public void Code_is_complete_incomplete_or_invalid(string state) =>
        run["is_complete_" + state].GetProperty("status").GetString().ShouldBe(state);

    [Fact]
    public void The_kernel_says_what_it_speaks()
    {
        JsonElement language = run["info"].GetProperty("language_info");

        run["info"].GetProperty("protocol_version").GetString().ShouldBe("5.3");
        language.GetProperty("name").GetString().ShouldBe("C#");
        language.GetProperty("version").GetString().ShouldBe("14.0");
    }

    [Fact]
    public void Comms_are_refused_politely()
    {
        run["comm_open"].GetProperty("comm_id").GetString().ShouldBe("c1");
        run["comm_info"].GetProperty("comms").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public void A_request_that_nobody_knows_is_answered() =>
        run["unknown_request"].GetProperty("evalue").GetString()!.ShouldContain("strange_request");

    [Fact]
    public void Cells_behind_one_that_fails_are_given_up() =>
        run["run_all"].EnumerateArray().Select(status => status.GetString()).ShouldBe(["error", "aborted", "aborted"]);

    [Theory]
    [InlineData("loop")]
    [InlineData("bare_loop")]
    [InlineData("goto")]
    [InlineData("catching_loop")]
    [InlineData("await")]
    [InlineData("sleep")]
    [InlineData("wait")]
    [InlineData("lambda")]
    [InlineData("token")]
    [InlineData("frame")]
    [InlineData("ensemble")]
    [InlineData("sql")]
    public void An_interrupt_ends(string what)
    {
        Reply("interrupt_" + what).GetProperty("ename").GetString().ShouldBe("Interrupted");
        // A second is the aim, which docs/NOTEBOOKS.md has measured; a loaded machine takes longer.
        run["interrupt_" + what].GetProperty("seconds").GetDouble().ShouldBeLessThan(10);
    }

    [Fact]
    public void A_stale_snapshot_is_refused_by_its_name()
    {
        JsonElement reply = Reply("stale_snapshot");

        reply.GetProperty("ename").GetString().ShouldBe("Souk.Research.Snapshots.SnapshotException");
        reply.GetProperty("evalue").GetString()!.ShouldContain("stale has schema 1");
    }

    [Fact]
    public void A_huge_frame_shows_its_first_rows()
    {
        JsonElement data = Outputs("huge_frame").ShouldHaveSingleItem().GetProperty("data");

        data.GetProperty("text/html").GetString()!.ShouldContain("first 20 of 2,000,000 rows");
        data.GetProperty("text/html").GetString()!.Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void A_huge_text_is_cut() =>
        PlainText(Outputs("huge_output").ShouldHaveSingleItem())!.Length.ShouldBeLessThan(30_000);

    [Fact]
    public void A_chart_is_a_figure_a_picture_and_pixels()
    {
        JsonElement data = Outputs("chart").ShouldHaveSingleItem().GetProperty("data");

        data.GetProperty("application/vnd.plotly.v1+json").TryGetProperty("data", out _).ShouldBeTrue();
        data.GetProperty("text/html").GetString()!.ShouldStartWith("<img alt=\"Squares\"");
        data.GetProperty("image/png").GetString()!.ShouldStartWith("iVBORw0KGgo");
    }

    [Fact]
    public void A_cell_that_cannot_be_stopped_says_so_and_a_restart_ends_it()
    {
        run["unstoppable"].GetProperty("text").GetString()!.ShouldContain("Wait for it, or restart the kernel.");
        // A client kills what has not gone after five seconds: this one goes by itself, on a loaded machine somewhat later.
        run["unstoppable"].GetProperty("seconds").GetDouble().ShouldBeLessThan(60);
    }

    [Fact]
    public void A_cell_that_is_left_behind_says_so() =>
        run["interrupt_await"].GetProperty("text").GetString()!.ShouldContain("left behind");

    /// <summary>A thousand cells that leave nothing behind leave nothing: their code is unloaded. It was 33 to 46 kB a cell before
    /// that; what is allowed is what a heap may breathe.</summary>
    [Fact]
    public void Memory_does_not_grow_over_a_thousand_cells()
    {
        JsonElement soak = run["soak_again"];

        soak.GetProperty("cells").GetInt32().ShouldBe(1000);
        soak.GetProperty("bytes_per_cell").GetDouble().ShouldBeLessThan(1_000);
        soak.GetProperty("resident_per_cell").GetDouble().ShouldBeLessThan(20_000);
    }

    /// <summary>The compiler's picture of a cell is 60 kB and is kept for some; what stays of the others is the variable, the cell's
    /// text and names, and its code, which is not managed memory.</summary>
    [Fact]
    public void A_new_variable_costs_little_memory()
    {
        JsonElement soak = run["soak_declares"];

        soak.GetProperty("cells").GetInt32().ShouldBe(1000);
        soak.GetProperty("bytes_per_cell").GetDouble().ShouldBeLessThan(10_000);
        soak.GetProperty("resident_per_cell").GetDouble().ShouldBeLessThan(150_000);
    }

    [Fact]
    public void The_kernel_ends_when_it_is_asked_to() => run["shutdown"].GetBoolean().ShouldBeFalse();

    [Fact]
    public void Nbconvert_executes_a_notebook()
    {
        JsonElement notebook = run["notebook"];

        notebook.GetProperty("errors").GetString().ShouldBe("");
        JsonElement[][] outputs =
        [
            .. notebook.GetProperty("outputs").EnumerateArray().Select(cell => cell.EnumerateArray().ToArray()),
        ];
        outputs[0].ShouldBeEmpty();
        PlainText(outputs[1].ShouldHaveSingleItem()).ShouldBe("21");
        outputs[2]
            .ShouldHaveSingleItem()
            .GetProperty("data")
            .TryGetProperty("application/vnd.plotly.v1+json", out _)
            .ShouldBeTrue();
        notebook.GetProperty("language").GetProperty("file_extension").GetString().ShouldBe(".cs");
    }

    [Fact]
    public void A_saved_notebook_opens_again_with_its_plots()
    {
        JsonElement opened = run["opened_again"];

        opened.GetProperty("page_pictures").GetInt32().ShouldBe(1);
        opened.GetProperty("article_pictures").GetInt32().ShouldBe(1);
        // The signature of a PNG, in base64.
        opened.GetProperty("article_files")[0].GetString().ShouldBe("iVBORw0KGgo=");
    }

    private static string? Type(JsonElement output) => output.GetProperty("type").GetString();

    private static string? PlainText(JsonElement output) =>
        output.GetProperty("data").GetProperty("text/plain").GetString();

    private static string? DisplayId(JsonElement output) =>
        output.GetProperty("transient").GetProperty("display_id").GetString();

    private JsonElement Reply(string cell) => run[cell].GetProperty("reply");

    private List<JsonElement> Outputs(string cell) => [.. run[cell].GetProperty("outputs").EnumerateArray()];

    private List<string?> Traceback(string cell) =>
        [.. Reply(cell).GetProperty("traceback").EnumerateArray().Select(line => line.GetString())];
}
