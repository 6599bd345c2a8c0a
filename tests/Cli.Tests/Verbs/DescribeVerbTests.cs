using System.CommandLine;
using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Verbs;

public sealed class DescribeVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-describe-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_scenario_is_described_after_the_protocol_with_what_was_changed()
    {
        string file = Path.Combine(_folder.FullName, "unlocks.odd.md");

        int code = await DescribeAsync("unlocks", "--set", "seed.sell_share=37 %", "--out", file);

        code.ShouldBe(ExitCode.Success);
        string text = File.ReadAllText(file);
        text.ShouldStartWith("# A team and a seed round unlock");
        text.ShouldContain("Design concepts");
        text.ShouldContain("37 %");
    }

    [Fact]
    public async Task A_scenario_that_starts_from_a_warehouse_has_no_description_and_the_message_says_what_runs_it()
    {
        string message = (await Should.ThrowAsync<InvalidInputException>(() => DescribeAsync("baseline"))).Message;

        message.ShouldContain("has no ODD description");
        message.ShouldContain("souk simulate --db FILE runs it");
    }

    private static Task<int> DescribeAsync(params string[] words) =>
        DescribeVerb
            .Create()
            .Parse(words)
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
