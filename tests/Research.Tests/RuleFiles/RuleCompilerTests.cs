using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Research.Tests.RuleFiles;

public class RuleCompilerTests
{
    [Fact]
    public void A_rule_that_keeps_to_the_list_compiles() =>
        RuleCompiler.Compile("rules/r.cs", Rule("Part(7, 1, 3);")).Make().ShouldNotBeNull();

    [Fact]
    public void What_does_not_compile_names_file_line_and_column()
    {
        ScenarioError error = Refused("int x = \"text\";");

        error.File.ShouldBe("rules/r.cs");
        error.Line.ShouldBe(8);
        error.Column.ShouldBe(17);
        error.Message.ShouldStartWith("CS0029: Cannot implicitly convert type 'string' to 'int'");
    }

    [Theory]
    [InlineData("_ = DateTime.UtcNow;", "'System.DateTime' is not for rules: time is the step")]
    [InlineData("_ = Environment.TickCount64;", "'System.Environment' is not for rules: time is the step")]
    [InlineData("_ = System.Diagnostics.Stopwatch.GetTimestamp();", "time is the step")]
    [InlineData("_ = new Random(1).Next();", "'System.Random' is not for rules: luck is step.Random")]
    [InlineData("_ = Random.Shared.Next();", "luck is step.Random")]
    [InlineData("_ = Guid.NewGuid();", "luck is step.Random")]
    [InlineData("System.IO.File.Delete(\"x\");", "no files")]
    [InlineData("System.Threading.Thread.Sleep(1);", "a rule runs on one thread")]
    [InlineData("_ = System.Threading.Tasks.Task.CompletedTask;", "a rule runs on one thread")]
    [InlineData("_ = step.Crew;", "a rule runs on one thread")]
    [InlineData("lock (this) { }", "'lock' is not for rules")]
    [InlineData("_ = GetType();", "'System.Type' is not for rules: it is not on the list")]
    [InlineData("_ = typeof(string).Assembly;", "is not for rules")]
    [InlineData("_ = \"a\".GetHashCode();", "'GetHashCode' is not for rules")]
    [InlineData("_ = Math.Pow(2, 0.5);", "'Math.Pow' is not for rules: its last bits differ between machines")]
    [InlineData("_ = double.Exp(2);", "'Double.Exp' is not for rules")]
    [InlineData("_count++;", "'_count' is set outside of Find")]
    [InlineData("_count = step.Index;", "'_count' is set outside of Find")]
    [InlineData("(_count, int b) = (1, 2);", "'_count' is set outside of Find")]
    [InlineData("ref int count = ref _count;", "'_count' is set outside of Find")]
    public void What_would_make_runs_differ_is_refused_by_name_and_line(string statement, string message)
    {
        ScenarioError error = Refused(statement);

        error.Message.ShouldContain(message);
        (error.File, error.Line).ShouldBe(("rules/r.cs", 8));
    }

    [Theory]
    [InlineData("private static int s_total;", "'s_total' is static")]
    [InlineData("private readonly int[] _seen = new int[9];", "'_seen' could change from day to day")]
    [InlineData("private int[] Seen { get; } = new int[9];", "'Seen' could change from day to day")]
    [InlineData("private static int Total { get; set; }", "'Total' is static")]
    [InlineData("~R() { }", "'~' is not for rules")]
    public void Memory_that_would_outlive_a_run_is_refused(string member, string message) =>
        Should
            .Throw<ScenarioException>(() => RuleCompiler.Compile("r.cs", Rule("", member)))
            .Message.ShouldContain(message);

    [Fact]
    public void A_file_without_a_rule_is_refused() =>
        Should
            .Throw<ScenarioException>(() => RuleCompiler.Compile("r.cs", "public class Nothing;"))
            .Message.ShouldContain("0 classes derive from ScenarioRule");

    [Fact]
    public void Comments_and_spaces_leave_the_digest_and_another_number_does_not()
    {
        string digest = RuleCompiler.Compile("r.cs", Rule("Part(7, 1, 3);")).Digest;

        RuleCompiler.Compile("r.cs", Rule("  Part( 7, 1, /* a third */ 3 );")).Digest.ShouldBe(digest);
        RuleCompiler.Compile("r.cs", Rule("Part(7, 1, 4);")).Digest.ShouldNotBe(digest);
    }

    [Theory]
    [InlineData(
        "touches.Adds(_to)",
        "Pay(_from, _to, 1);",
        "test(9,3) bonus: 'bonus' changes 'fund.TKN' without declaring it"
    )]
    [InlineData(
        "touches.Updates(_from).Adds(_to)",
        "Pay(_from, _to, (Int128)_price.Value);",
        "'bonus' depends on 'market.TKN', 'market.USDC' without declaring that it reads it"
    )]
    [InlineData("touches.Updates(_from)", "Burn(_from, 1);", "'bonus' changes 'TKN' without declaring it")]
    public void A_rule_that_does_what_it_did_not_declare_is_refused_before_the_run(
        string declare,
        string statement,
        string message
    )
    {
        string members = """
            private Reading _price; private Holdings _from, _to;
            public override void Find(RuleNames names)
            {
                _price = names.Quantity("market.price", "USDC/TKN");
                _from = names.Account("fund", "TKN");
                _to = names.Account("team", "TKN");
            }
            """;
        Blueprint blueprint = Scenario(Rule(statement, members, declare));

        Should
            .Throw<ScenarioException>(() => BlueprintFile.Audit(blueprint, [blueprint.Find("bonus")!]))
            .Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(
        "names.Quantity(\"market.prise\", \"USDC/TKN\");",
        "'market.prise' is not a quantity; did you mean 'market.price'?"
    )]
    [InlineData("names.Quantity(\"market.price\", \"USD/TKN\");", "'market.price' is in USDC/TKN, not in USD/TKN")]
    [InlineData("names.Account(\"fnud\", \"TKN\");", "'fnud' is not an account; did you mean 'fund'?")]
    [InlineData("names.Account(\"fund\", \"TNK\");", "'TNK' is not a token; did you mean 'TKN'?")]
    public void A_name_or_unit_that_the_scenario_does_not_have_is_refused_at_its_line(string statement, string message)
    {
        Blueprint blueprint = Scenario(Rule("", $"\npublic override void Find(RuleNames names) => {statement}"));

        ScenarioException failure = Should.Throw<ScenarioException>(() => BlueprintModel.Build(blueprint));

        ScenarioError error = failure.Errors.ShouldHaveSingleItem();
        error.Message.ShouldBe(message);
        (error.File, error.Line).ShouldBe(("rules/r.cs", 5));
    }

    [Theory]
    [InlineData("while (true) { }", "", 8)]
    [InlineData("for (;;) ;", "", 8)]
    [InlineData("int i = 0; do i = 1 - i; while (i < 2);", "", 8)]
    [InlineData("again: goto again;", "", 8)]
    [InlineData("while (true) { try { Deep(1); } catch (Exception) { } }", " static long Deep(long n) => Deep(n);", 8)]
    [InlineData("_ = Deep(1);", "static long Deep(long n) => 1 + Deep(n);", 4)]
    [InlineData("Deep();", "static void Deep() =>\n    Deep();", 4)]
    [InlineData("_ = Deep;", "static long Deep => Deep + 1;", 4)]
    [InlineData("Turn turn = null; turn = n => turn(n) + 1; _ = turn(1);", "delegate long Turn(long n);", 8)]
    [InlineData("void Deep() => Deep(); Deep();", "", 8)]
    public void A_rule_that_never_ends_is_stopped_with_its_name_file_and_line(string statement, string member, int line)
    {
        Blueprint blueprint = Scenario(Rule(statement, member));

        ScenarioError error = Should
            .Throw<ScenarioException>(() => BlueprintFile.Audit(blueprint, [blueprint.Find("bonus")!]))
            .Errors.ShouldHaveSingleItem();

        (error.Path, error.File, error.Line).ShouldBe(("bonus", "rules/r.cs", line));
        error.Message.ShouldBeOneOf(
            "does not come to an end: 100,000,000 rounds and calls were made",
            "calls itself without an end"
        );
    }

    [Fact]
    public void Counting_moves_no_line_and_changes_no_result()
    {
        string members = """
            private long Sum(int n)
            {
                long sum = 0;
                for (int i = 0; i < n; i++)
                    sum += i % 2 == 0 ? i : -Twice(
                        i);
                return sum;
            }

            private static long Twice(int n) =>
                2 * n;

            private Amount _paid;
            public override void Find(RuleNames names) =>
                _paid = names.OwnAmount("paid", token: "TKN");
            """;
        // (0 + 2 + … + 98) − 2 × (1 + 3 + … + 99) = 2450 − 5000.
        Blueprint blueprint = Scenario(Rule("_paid.Value -= Sum(100);", members, "touches.Adds(_paid)"));
        Model model = BlueprintModel.Build(blueprint);
        using Simulator simulator = new(model);

        RunResult run = simulator.Run(seed: 1, replicate: 0);

        int paid = model.Metrics.Select(metric => metric.Key).ToList().IndexOf("bonus.paid");
        run.Series(paid)[^1].ShouldBe(10 * 2550e-6, 1e-12);
        Should
            .Throw<ScenarioException>(() => BlueprintModel.Build(Scenario(Rule("", members.Replace("TKN", "TNK")))))
            .Errors.ShouldHaveSingleItem()
            .Line.ShouldBe(18);
    }

    private static ScenarioError Refused(string statement) =>
        Should
            .Throw<ScenarioException>(() => RuleCompiler.Compile("rules/r.cs", Rule(statement)))
            .Errors.ShouldHaveSingleItem();

    // The statement stands in line 8.
    private static string Rule(string statement, string members = "", string declare = "_ = touches") =>
        "public sealed class R : ScenarioRule\n{\n    private int _count;\n"
        + (
            members.Contains("Find", StringComparison.Ordinal)
                ? members
                : "public override void Find(RuleNames names) => _count = 1;" + members
        )
        + $"\npublic override void Declare(Touches touches) {{ {declare}; }}\n"
        + "    public override void Run(in Step step)\n    {\n        "
        + statement
        + "\n    }\n}\n";

    private static Blueprint Scenario(string rule)
    {
        const string Text = """
            start: 2025-01-01
            horizon: 10 days
            tokens: { TKN: { decimals: 6 }, USDC: { decimals: 6 } }
            parts:
              fund: { kind: account, balance: 1000 TKN }
              team: { kind: account }
              market: { kind: pool.constant_product, token_reserve: 100 TKN, money_reserve: 300 USDC }

              bonus: { kind: rule.csharp, file: rules/r.cs }
            """;
        return Catalogue.Read("test", name => name == "test" ? Text : null) with
        {
            Code = new Dictionary<string, RuleCode> { ["rules/r.cs"] = RuleCompiler.Compile("rules/r.cs", rule) },
        };
    }
}
