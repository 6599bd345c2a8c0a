using System.Runtime.CompilerServices;
using Souk.Kernel.Scripts;

namespace Souk.Kernel.Tests.Scripts;

public class SleepingCellsTests
{
    private readonly ScriptSession _session = new([], [], awakeMax: 4);

    [Fact]
    public async Task A_cell_that_slept_is_mentioned_with_all_that_it_needs()
    {
        await RunAsync("int start = 5; record Point(int X);");
        await RunAsync("var point = new Point(start);");
        await RunAsync("int Moved(int by) => point.X + (start += by);");
        await FillAsync(20);

        (await RunAsync("Moved(2)")).ShouldBe(12);
        (await RunAsync("start")).ShouldBe(7);
        _session.AwakeCount.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Opened_namespaces_and_extensions_never_sleep()
    {
        await RunAsync("using System.Numerics;");
        await RunAsync("static IEnumerator<int> GetEnumerator(this int n) => Enumerable.Range(1, n).GetEnumerator();");
        await FillAsync(20);

        (await RunAsync("var sum = BigInteger.Zero; foreach (int n in 4) sum += n; sum.ToString()")).ShouldBe("10");
    }

    [Fact]
    public async Task Cells_that_open_what_is_open_already_sleep_like_others()
    {
        await RunAsync("using System.Numerics; var first = BigInteger.One;");
        for (int index = 0; index < 50; index++)
        {
            await RunAsync($"using System.Numerics; using System.Linq; var big{index} = new BigInteger({index});");
        }

        await RunAsync("using System.Numerics;");
        await RunAsync("using System.Numerics; big7 + 1");
        _session.AwakeCount.ShouldBeLessThan(10);
        (await RunAsync("(first + big49 + BigInteger.Pow(2, 10)).ToString()")).ShouldBe("1074");
    }

    [Fact]
    public async Task A_cell_that_opens_a_namespace_may_be_run_again_and_its_namespace_stays_open()
    {
        await RunAsync("using System.Numerics; var big = new BigInteger(1);");
        await RunAsync("using System.Numerics; var big = new BigInteger(1);");
        await RunAsync("using System.Numerics; var big = new BigInteger(2);");
        await FillAsync(20);

        (await RunAsync("(big + BigInteger.One).ToString()")).ShouldBe("3");
        _session.AwakeCount.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Overloads_of_several_cells_stand_beside_each_other()
    {
        await RunAsync("string Kind(int n) => \"number\";");
        await FillAsync(10);
        await RunAsync("string Kind(string s) => \"old text\";");
        await RunAsync("string Kind(string s) => \"text\";");
        await FillAsync(10);

        (await RunAsync("Kind(1) + \" \" + Kind(\"\")")).ShouldBe("number text");
    }

    [Fact]
    public async Task A_type_stays_what_it_was_for_those_who_took_it_before_it_was_declared_anew()
    {
        await RunAsync("class Box { public string Tell() => \"first\"; }");
        await RunAsync("var old = new Box();");
        await RunAsync("class Box { public string Tell() => \"second\"; }");
        await FillAsync(10);

        (await RunAsync("old.Tell() + \" \" + new Box().Tell()")).ShouldBe("first second");
    }

    [Fact]
    public async Task Variables_of_unnamed_types_last()
    {
        await RunAsync("int n = 7;");
        await FillAsync(10);
        await RunAsync("var row = new { n, Label = \"seven\" }; var twice = (ref int x) => { x *= 2; };");
        await FillAsync(10);

        (
            await RunAsync("row = new { n = n + 1, Label = \"eight\" }; twice(ref n); $\"{row.n} {row.Label} {n}\"")
        ).ShouldBe("8 eight 14");
    }

    [Theory]
    [InlineData("things.Add(new { size });")]
    [InlineData("things.AddRange(from a in new[] { 1 } let b = a from c in new[] { b } select (object)(a + b + c));")]
    [InlineData("var change = (ref int x) => { x++; }; things.Add(change);")]
    public async Task A_cell_with_unnamed_types_can_be_run_again_and_again(string code)
    {
        await RunAsync("var things = new List<object>();");
        for (int turn = 0; turn < 6; turn++)
        {
            await FillAsync(2);
            await RunAsync($"int size = 3; {code}");
        }

        (await RunAsync("things.Count")).ShouldBe(6);
        (await RunAsync($"int size = 4; {code} things.Count")).ShouldBe(7);
    }

    [Fact]
    public async Task Names_that_sleep_are_completed()
    {
        await RunAsync("int forgotten = 1;");
        await FillAsync(10);

        Completion.At(_session, "forg", 4).Names.ShouldBe(["forgotten"]);
        Completion.At(_session, "forgotten.CompareT", 18).Names.ShouldBe(["CompareTo"]);
    }

    [Fact]
    public async Task A_cell_that_is_run_again_lets_its_old_values_go()
    {
        WeakReference first = await HoldAsync();

        await RunAsync("var data = new object();");
        await RunAsync("1 + 1");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        first.IsAlive.ShouldBeFalse();
    }

    /// <summary>A session that lets cells sleep and one that never does give the same values and the same errors.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sleep_changes_nothing_that_cells_say(int seed)
    {
        ScriptSession awake = new([], [], awakeMax: int.MaxValue);

        for (int step = 0; step < 60; step++)
        {
            string code = RandomCells.Next(seed, step);
            string expected = await OutcomeAsync(awake, code);

            (await OutcomeAsync(_session, code)).ShouldBe(expected, $"seed {seed}, step {step}: {code}");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> HoldAsync()
    {
        await RunAsync("var data = new object();");
        return new WeakReference(await RunAsync("data"));
    }

    private async Task FillAsync(int count)
    {
        for (int index = 0; index < count; index++)
        {
            await RunAsync($"int filler{index} = {index};");
        }
    }

    private static async Task<string> OutcomeAsync(ScriptSession session, string code)
    {
        try
        {
            return $"{await session.RunAsync(code, "cell", CancellationToken.None)}";
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    private Task<object?> RunAsync(string code) => _session.RunAsync(code, "cell", CancellationToken.None);
}
