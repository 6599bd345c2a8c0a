using Microsoft.CodeAnalysis.CSharp;
using Souk.Kernel.Cells;
using Souk.Kernel.Scripts;
using Souk.Kernel.Tests.Cells;

namespace Souk.Kernel.Tests.Scripts;

public class PollInsertionsTests
{
    private const string Poll = "global::Souk.Kernel.Cells.Interrupts.Poll();";

    private const string Whole =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    [Theory]
    [InlineData("while (a) { b(); }", "while (a) {POLL b(); }")]
    [InlineData("while (a) b();", "while (a) {POLLb();}")]
    [InlineData("do b(); while (a);", "do {POLLb();} while (a);")]
    [InlineData("for (;;) ;", "for (;;) {POLL;}")]
    [InlineData("foreach (var x in y) if (x) z();", "foreach (var x in y) {POLLif (x) z();}")]
    [InlineData("foreach (var (p, q) in y) z();", "foreach (var (p, q) in y) {POLLz();}")]
    [InlineData("while (a) while (b) c();", "while (a) {POLLwhile (b) {POLLc();}}")]
    [InlineData("x: goto x;", "x:POLL goto x;")]
    [InlineData("void F() { F(); }", "WHOLEvoid F() {POLL F(); }")]
    [InlineData("[A] public static async Task F() { }", "[A] WHOLEpublic static async Task F() {POLL }")]
    [InlineData("[MethodImpl(X)] void F() { }", "[MethodImpl(X)] void F() {POLL }")]
    [InlineData("{ int F() { return 1; } }", "{ WHOLEint F() {POLL return 1; } }")]
    [InlineData("int F() => 1;", "int F() => 1;")]
    public void Loops_labels_and_blocks_ask(string code, string expected)
    {
        CSharpSyntaxTree tree = (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(code, ScriptSession.ParseOptions);

        string polled = PollInsertions.Apply(tree.GetRoot(), () => throw new InvalidOperationException()).Text;

        polled.ShouldBe(expected.Replace("POLL", Poll).Replace("WHOLE", Whole));
    }

    [Theory]
    [InlineData("Func<int, long> f = x => x; f(2)", 2L)]
    [InlineData("Func<byte> f = () => 1; f()", (byte)1)]
    [InlineData("Func<string?> f = () => null; f()", null)]
    [InlineData("int n = 0; Action f = () => n++; f(); n", 1)]
    [InlineData("Func<int> f = () => throw new Exception(); 3", 3)]
    [InlineData("await Task.Run(() => 4)", 4)]
    [InlineData("Func<Task> f = async () => await Task.Delay(1); await f(); 5", 5)]
    [InlineData("Func<Task<int>> f = async () => await Task.FromResult(6); await f()", 6)]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> e = () => 7; e.Compile()()", 7)]
    [InlineData("(from x in new[] { 4, 8 } where x > 4 select x).Single()", 8)]
    [InlineData("new[] { 3, 1, 2 }.OrderBy(x => -x).First()", 3)]
    [InlineData("int[] a = { 1 }; ref int R(Func<int> i) => ref a[i()]; R(() => 0) = 9; a[0]", 9)]
    public async Task Lambdas_that_ask_mean_the_same(string code, object? expected)
    {
        ScriptSession session = new([], []);

        object? value = await CellThread.RunAsync(
            new CellContext(new RecordedOutput()),
            () => session.RunAsync(code, "cell [1]", default)
        );

        value.ShouldBe(expected);
    }

    [Fact]
    public void A_place_in_the_polled_text_is_found_in_the_text_as_written()
    {
        InsertedText text = new("abcdef", [new Insertion(2, "XX"), new Insertion(4, "Y")]);

        text.Text.ShouldBe("abXXcdYef");
        Enumerable.Range(0, 9).Select(text.ToOriginal).ShouldBe([0, 1, 2, 2, 2, 3, 4, 4, 5]);
    }
}
