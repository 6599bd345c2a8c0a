using Souk.Kernel.Cells;
using Souk.Kernel.Scripts;
using Souk.Kernel.Tests.Cells;

namespace Souk.Kernel.Tests.Scripts;

public class ScriptSessionTests
{
    private readonly ScriptSession _session = new([], []);

    [Fact]
    public async Task Names_of_earlier_cells_are_seen_after_cells_that_declare_nothing()
    {
        await RunAsync("int a = 1;");
        await RunAsync("a += 10;");
        await RunAsync("using System.Numerics;");
        await RunAsync("1 + 1");

        (await RunAsync("a + (int)BigInteger.One")).ShouldBe(12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("// a thought")]
    [InlineData("using System.Numerics;")]
    public async Task A_cell_with_nothing_to_run_has_no_value(string code) => (await RunAsync(code)).ShouldBeNull();

    [Fact]
    public async Task A_later_declaration_hides_an_earlier_one_of_another_type()
    {
        await RunAsync("int a = 1; int Old() => a;");
        await RunAsync("string a = \"new\";");

        (await RunAsync("a + Old()")).ShouldBe("new1");
    }

    [Fact]
    public async Task Types_methods_and_extension_methods_last()
    {
        await RunAsync(
            "record Point(int X); static int Twice(this Point p) => 2 * p.X; int Add(int a, int b) => a + b;"
        );

        (await RunAsync("Add(new Point(4).Twice(), 1)")).ShouldBe(9);
    }

    [Fact]
    public async Task What_holds_a_forgotten_cell_still_works_once_its_code_would_be_unloaded()
    {
        await RunAsync(
            "class Held { public int X => System.Text.Json.JsonDocument.Parse(\"[1, 2]\").RootElement.GetArrayLength(); }"
        );
        await RunAsync("var kept = new List<Func<int>>(); var things = new List<object>();");
        for (int turn = 0; turn < 70; turn++)
        {
            // Not called before: its code and what it refers to are looked up when it is.
            await RunAsync(
                "int size = 3; int Later() => new Held().X + size++; kept.Add(Later); things.Add(new { size });"
            );
        }

        object? first = await RunAsync(
            "for (int turn = 0; turn < 5; turn++) { GC.Collect(); GC.WaitForPendingFinalizers(); } kept[0]() + kept[0]()"
        );

        first.ShouldBe(5 + 6);
        (await RunAsync("kept[69]()")).ShouldBe(5);
        (await RunAsync("things[0].ToString()")).ShouldBe("{ size = 3 }");
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_changes_nothing()
    {
        await RunAsync("int a = 1;");
        await Should.ThrowAsync<CellErrorException>(() => RunAsync("a = 2; int b = missing;"));

        (await RunAsync("a")).ShouldBe(1);
        await Should.ThrowAsync<CellErrorException>(() => RunAsync("b"));
    }

    [Fact]
    public async Task An_error_behind_a_loop_is_shown_where_it_was_written()
    {
        CellErrorException error = await Should.ThrowAsync<CellErrorException>(() =>
            RunAsync("int n = 0;\nfor (;;) n++; missing();")
        );

        error.Message.ShouldStartWith("CS0103");
        error.Details[0].ShouldStartWith("cell [1], line 2, column 15: CS0103");
        error.Details.Skip(1).ShouldBe(["    for (;;) n++; missing();", "                  ^"]);
    }

    [Fact]
    public async Task A_traceback_names_cells_lines_and_causes()
    {
        Exception exception = await Should.ThrowAsync<InvalidOperationException>(() =>
            RunAsync(
                """
                async Task Load()
                {
                    await Task.Yield();
                    throw new InvalidOperationException("outer", new FormatException("inner"));
                }

                await Load();
                """
            )
        );

        Traceback
            .Of(exception)
            .ShouldBe([
                "System.InvalidOperationException: outer",
                "   at Load in cell [1], line 4",
                "   at the cell in cell [1], line 7",
                "Caused by System.FormatException: inner",
            ]);
    }

    private Task<object?> RunAsync(string code) =>
        CellThread.RunAsync(
            new CellContext(new RecordedOutput()),
            () => _session.RunAsync(code, "cell [1]", CancellationToken.None)
        );
}
