using System.CommandLine;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Souk.Cli.Sheets;
using Souk.Cli.Verbs;
using Souk.Simulation.Starters;

namespace Souk.Cli.Tests.Verbs;

public sealed class ScenarioNewVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-new-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_workbook_of_percentages_becomes_a_scenario_and_its_release_table_and_contracts()
    {
        WriteAllocation("table.xlsx", rewards: 0.8);

        int code = await RunAsync("--allocation", At("table.xlsx"), "--supply", "1000", "--start", "2026-01-01");

        code.ShouldBe(ExitCode.Success);
        File.ReadAllText(At("mine.yaml")).ShouldContain("# Team; advisors: 20 % of the supply");
        string[] releases = AllocationBook.ReadAsCsv(At("tables/release.xlsx")).Split('\n');
        releases[0].ShouldBe("month,date,Team; advisors,Rewards,released,cumulative");
        // 4 of 800 rewards a month from the launch on, 200 of the team in four months after a year.
        releases[1].ShouldBe("0,2026-01-01,0,80,80,80");
        releases[13].ShouldStartWith("12,2027-01-01,0,");
        releases[14].ShouldStartWith("13,2027-02-01,50,");
        releases[^1].ShouldEndWith(",1000");
        File.ReadAllLines(At("tables/vesting-wallets.csv")).Length.ShouldBe(3);
        File.ReadAllLines(At("tables/sablier.csv")).ShouldBe(["address,amount,start,end"]);
    }

    [Fact]
    public async Task A_workbook_that_does_not_add_up_writes_nothing_and_one_that_is_none_is_invalid_input()
    {
        WriteAllocation("table.xlsx", rewards: 0.7);
        File.WriteAllText(At("text.xlsx"), "bucket,percent");

        (await RunAsync("--allocation", At("table.xlsx"))).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("--allocation", At("text.xlsx"))).ShouldBe(ExitCode.InvalidInput);

        File.Exists(At("mine.yaml")).ShouldBeFalse();
        Directory.Exists(At("tables")).ShouldBeFalse();
    }

    [Fact]
    public async Task Tables_that_exist_are_never_overwritten()
    {
        Directory.CreateDirectory(At("tables"));
        File.WriteAllText(At("tables/sablier.csv"), "mine");

        (await RunAsync()).ShouldBe(ExitCode.InvalidInput);

        File.ReadAllText(At("tables/sablier.csv")).ShouldBe("mine");
        File.Exists(At("mine.yaml")).ShouldBeFalse();
    }

    [Fact]
    public async Task Options_win_over_lines_of_the_table_and_a_wrong_one_is_refused_by_name()
    {
        File.WriteAllText(
            At("table.csv"),
            "bucket,percent,tge,cliff_months,linear_months\nTeam,20,0,12,36\nRewards,80,0,0,48\nbuyers:,300\nwage:,3\n"
        );

        (await RunAsync("--allocation", At("table.csv"), "--burn", "101")).ShouldBe(ExitCode.InvalidInput);
        File.Exists(At("mine.yaml")).ShouldBeFalse();
        (await RunAsync("--allocation", At("table.csv"), "--wage", "4", "--fee", "8")).ShouldBe(ExitCode.Success);

        string text = File.ReadAllText(At("mine.yaml"));
        text.ShouldContain("active: 300\n");
        text.ShouldContain("wage_at_start: 4 USD/day");
        text.ShouldContain("market_fee: 8 %");
        text.ShouldContain("burn_share: 30 %");
    }

    [Fact]
    public void Answers_are_asked_for_again_until_they_fit_and_an_empty_one_takes_what_is_usual()
    {
        using StringReader answers = new("many\n0\n250\n\n");
        using StringWriter screen = new();
        StarterQuestions questions = new(answers, screen);
        StarterChoices usual = new();

        StarterChoices chosen = StarterChoices
            .All.Take(2)
            .Aggregate(
                usual,
                (choices, choice) =>
                    questions.Ask(
                        choice.Question,
                        $"{choice.Of(choices)}",
                        answer => (choices.With(choice, answer), choice.Limits)
                    )
            );

        chosen.Contributors.ShouldBe(250);
        chosen.Buyers.ShouldBe(usual.Buyers);
        screen.ToString().Split("How many people give data on the first day? [1000] ").Length.ShouldBe(1 + 3);
        Should
            .Throw<InvalidInputException>(() => questions.Ask("More?", "no", answer => (answer, "")))
            .Message.ShouldStartWith("No answer");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private Task<int> RunAsync(params string[] args) =>
        CommandRunner.RunAsync(
            new RootCommand { ScenarioNewVerb.Create() },
            ["new", "--out", At("mine.yaml"), "--tables", At("tables"), .. args]
        );

    // As a spreadsheet saves it: percentages as fractions in cells that show per cent, an empty cell left out.
    private void WriteAllocation(string name, double rewards)
    {
        using SpreadsheetDocument document = SpreadsheetDocument.Create(At(name), SpreadsheetDocumentType.Workbook);
        WorkbookPart book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font()),
            new Fills(new Fill()),
            new Borders(new Border()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 9 })
        );
        WorksheetPart sheet = book.AddNewPart<WorksheetPart>();
        sheet.Worksheet = new Worksheet(
            new SheetData(
                new Row(
                    Words("A1", "bucket"),
                    Words("B1", "percent"),
                    Words("C1", "tge"),
                    Words("D1", "price"),
                    Words("E1", "cliff_months"),
                    Words("F1", "linear_months")
                ),
                new Row(
                    Words("A2", "Team, advisors"),
                    Share("B2", 0.2),
                    Share("C2", 0),
                    Number("E2", 12),
                    Number("F2", 4)
                ),
                new Row(
                    Words("A3", "Rewards"),
                    Share("B3", rewards),
                    Share("C3", 0.1),
                    Number("D3", 0),
                    Number("E3", 0),
                    Number("F3", 180)
                )
            )
        );
        book.Workbook = new Workbook(
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet
                {
                    Id = book.GetIdOfPart(sheet),
                    SheetId = 1,
                    Name = "Table",
                }
            )
        );
    }

    private static Cell Words(string at, string text) =>
        new()
        {
            CellReference = at,
            DataType = CellValues.String,
            CellValue = new CellValue(text),
        };

    private static Cell Number(string at, double number) =>
        new() { CellReference = at, CellValue = new CellValue(number) };

    private static Cell Share(string at, double share) =>
        new()
        {
            CellReference = at,
            StyleIndex = 1,
            CellValue = new CellValue(share),
        };
}
