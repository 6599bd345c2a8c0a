using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class CodeTests
{
    [Fact]
    public void No_file_or_method_rings_the_size_alarm() => SizeAlarms.Broken(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Long_files_and_methods_ring()
    {
        string lines = string.Concat(Enumerable.Repeat("\n", 60));
        Tree tree = Tree.Of(
            ("src/P/Long.cs", string.Concat(Enumerable.Repeat("\n", 301))),
            ("src/P/Short.cs", string.Concat(Enumerable.Repeat("\n", 300))),
            ("tests/P/Longest.cs", string.Concat(Enumerable.Repeat("\n", 501))),
            ("src/P/Page.ts", string.Concat(Enumerable.Repeat("\n", 301))),
            (
                "src/P/Method.cs",
                $"class C {{ void M() {{{lines}}} int P {{ get {{{lines}return 1; }} }} void N() {{ }} }}"
            ),
            ("src/P/Program.cs", $"int a = 1;{lines}return a;")
        );

        SizeAlarms
            .Broken(tree)
            .Select(fault => fault.Split(' ')[0])
            .ShouldBe([
                "src/P/Long.cs:",
                "tests/P/Longest.cs:",
                "src/P/Page.ts:",
                "src/P/Method.cs:1:",
                "src/P/Method.cs:61:",
                "src/P/Program.cs:1:",
            ]);
    }

    [Fact]
    public void No_source_names_a_clock_or_hidden_randomness() => BannedCode.Names(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("System.DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow.Ticks")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("new Random(1)")]
    [InlineData("new System.Random()")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    public void A_banned_name_is_found(string expression)
    {
        Tree tree = Tree.Of(("src/Warehouse/Bad.cs", $"class Bad {{ object O() => {expression}; }}"));

        BannedCode.Names(tree).ShouldHaveSingleItem().ShouldStartWith("src/Warehouse/Bad.cs:1");
    }

    [Fact]
    public void The_program_may_hand_out_the_clock_and_comments_may_name_it()
    {
        Tree tree = Tree.Of(
            ("src/Cli/Program.cs", "Use(TimeProvider.System);"),
            ("src/Warehouse/Good.cs", "// not DateTime.Now\nclass Good { string S => \"DateTime.Now\"; }")
        );

        BannedCode.Names(tree).ShouldBeEmpty();
    }

    [Fact]
    public void Simulation_touches_no_file() => BannedCode.Files(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("using System.IO;")]
    [InlineData("class Bad { string S() => File.ReadAllText(\"x\"); }")]
    [InlineData("class Bad { object S() => new StreamWriter(\"x\"); }")]
    [InlineData("class Bad { System.IO.Stream? _stream; }")]
    public void A_file_inside_Simulation_is_found(string text)
    {
        BannedCode.Files(Tree.Of(("src/Simulation/Bad.cs", text))).ShouldNotBeEmpty();
        BannedCode.Files(Tree.Of(("src/Research/Good.cs", text))).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_skipped_or_left_to_do() => BannedCode.Leftovers(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("// TODO later")]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("[Fact(Skip = \"slow\")]")]
    [InlineData("Assert.Skip(\"no chromium\");")]
    public void A_leftover_is_found(string line)
    {
        BannedCode
            .Leftovers(Tree.Of(("tests/P.Tests/Bad.cs", "\n" + line)))
            .ShouldHaveSingleItem()
            .ShouldContain(":2:");
    }

    [Fact]
    public void The_analyzers_are_on_everywhere() => BannedCode.Wiring(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Missing_and_silenced_analyzers_are_found()
    {
        Tree tree = Tree.Of(
            ("Directory.Build.props", "Microsoft.CodeAnalysis.BannedApiAnalyzers BannedSymbols.txt"),
            ("BannedSymbols.txt", "T:System.Random;why"),
            ("src/P/P.csproj", "<NoWarn>RS0030</NoWarn>"),
            ("src/Directory.Build.props", "<Project />")
        );

        List<string> broken = [.. BannedCode.Wiring(tree)];

        broken.ShouldContain("Directory.Build.props: BannedSymbols.Simulation.txt is not wired");
        broken.ShouldContain("BannedSymbols.txt: M:System.Guid.NewGuid; is missing");
        broken.ShouldContain("src/P/P.csproj: silences an analyzer (RS0030)");
        broken.ShouldContain("src/Directory.Build.props: hides the root's Directory.Build.props");
    }
}
