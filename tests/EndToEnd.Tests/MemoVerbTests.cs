using System.Text;
using System.Text.RegularExpressions;

namespace Souk.EndToEnd.Tests;

/// <summary>`souk export memo` as a shell starts it.</summary>
public sealed class MemoVerbTests : IDisposable
{
    private const string Scenario = """
        title: Unlocks of a small team
        question: Who sells first?
        start: 2025-01-01
        horizon: 10 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          early: { kind: people.insiders, count: 10, pool: pool, sell_hazard: 0.05 }
          vest: { kind: vesting.linear, total: 3M TKN, to: early, duration: 30 days }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-memo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_scenario_is_one_page_whose_text_a_reader_can_search()
    {
        string file = Path.Combine(_folder, "memo.pdf");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "mine.yaml"),
            Scenario,
            TestContext.Current.CancellationToken
        );

        (int code, string output, string errors) = await SoukProcess.RunAsync(
            "export",
            "memo",
            Path.Combine(_folder, "mine.yaml"),
            "--out",
            file
        );

        code.ShouldBe(0, errors);
        output.ShouldContain("Unlocks of a small team, Scenario ");
        output.ShouldContain("32 runs of 10 days from 2025-01-01");
        string pdf = Encoding.ASCII.GetString(
            await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)
        );
        pdf.ShouldStartWith("%PDF-1.4\n");
        Regex.Count(pdf, "/Type /Page ").ShouldBe(1);
        pdf.ShouldContain("(Unlocks of a small team) Tj");
        pdf.ShouldContain("(Who sells first?) Tj");
        pdf.ShouldContain("(Three things that would change the answer) Tj");
    }

    [Fact]
    public async Task What_is_neither_a_market_nor_a_scenario_is_refused_and_no_file_is_written()
    {
        string file = Path.Combine(_folder, "memo.pdf");

        (int code, _, string errors) = await SoukProcess.RunAsync("export", "memo", "nowhere", "--out", file);

        code.ShouldBe(3);
        errors.ShouldContain("nowhere");
        File.Exists(file).ShouldBeFalse();
    }
}
