using System.CommandLine;
using System.Text.RegularExpressions;
using Souk.Cli.Screens;
using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Screens;

public sealed class HelpScreenTests
{
    [Theory]
    [InlineData("metrics get", "--parties <address|entity>", "[default: address]")]
    [InlineData("metrics explain", "--parties <address|entity>", "[default: address]")]
    [InlineData("sql", "--format <FORMAT>", "[default: table]")]
    [InlineData("export", "--format <FORMAT>", "[default: parquet]")]
    [InlineData("index", "--proof <none|bloom|receipts>", "[default: bloom]")]
    [InlineData("index", "--progress <none|plain|bar>", "Default: bar on a terminal.")]
    public void A_choice_and_its_default_stand_as_one_types_them(string verb, string choice, string otherwise)
    {
        string help = HelpOf(verb);

        string line = help.Split('\n').Single(one => one.Contains($"{choice.Split(' ')[0]} <"));
        line.ShouldContain(choice);
        line.ShouldContain(otherwise);
        Regex.Match(help, @"\[default: [A-Z][a-z]").Success.ShouldBeFalse();
    }

    [Fact]
    public void Help_needs_nothing_that_its_verb_requires() =>
        HelpOf("ensemble run").ShouldContain("--out <DIR> (REQUIRED)");

    [Fact]
    public void What_is_below_stands_in_a_sentence_and_in_full_by_itself()
    {
        string[] lines = HelpOf("").Split('\n');

        lines.ShouldContain("  sql <SQL>         Ask the warehouse with one SELECT.");
        lines.Length.ShouldBeLessThan(30);
        lines[^2].ShouldBe("All that one does, with examples: souk COMMAND --help");
        HelpOf("metrics").ShouldContain("souk metrics COMMAND --help");
        HelpOf("sql").ShouldContain("Amounts are integers of base units.");
        HelpOf("sql").ShouldNotContain("COMMAND");
    }

    private static string HelpOf(string verb)
    {
        RootCommand root =
        [
            MetricsVerb.Create(),
            SqlVerb.Create(),
            ExportVerb.Create(),
            IndexVerb.Create(),
            EnsembleVerb.Create(),
        ];
        HelpScreen.AddTo(root);
        using StringWriter output = new();

        root.Parse($"{verb} --help").Invoke(new InvocationConfiguration { Output = output }).ShouldBe(0);

        return output.ToString();
    }
}
