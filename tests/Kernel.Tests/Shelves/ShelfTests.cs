using System.Text.RegularExpressions;
using Souk.Cli.Notebooks;

namespace Souk.Kernel.Tests.Shelves;

[Collection(ShelfCollection.Name)]
public partial class ShelfTests(ShelfRun shelf)
{
    [GeneratedRegex(@"\bPlot\.(Lines|Bars|Areas)\(|\.Chart\(""|new Chart\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Drawing { get; }

    [GeneratedRegex("<img [^>]*src=\"data:image/(svg\\+xml|png);base64,", RegexOptions.ExplicitCapture)]
    private static partial Regex Picture { get; }

    [GeneratedRegex(
        @"<(script|link|img|iframe)\b[^>]*\b(src|href)\s*=\s*[""']?(https?:)?//|@import\s|url\(\s*[""']?https?:",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex FromElsewhere { get; }

    public static TheoryData<string> Studies => ShelfRun.Studies;

    [Theory]
    [MemberData(nameof(Studies))]
    public async Task A_study_runs_and_its_claims_hold(string study)
    {
        ShelfRun.Outcome outcome = await shelf.ExecuteAsync(Path.Combine(ShelfRun.Shelf, study + ".ipynb"));

        outcome.ExitCode.ShouldBe(0, $"{study}: {outcome.Text}");
        string page = File.ReadAllText(Path.Combine(shelf.Folder, study + ".html"));
        page.ShouldContain("✓ ", Case.Sensitive, $"{study} claims nothing");
        page.ShouldContain("engine 2, DuckDB v", Case.Sensitive, $"{study} does not say its versions");
    }

    /// <summary>Each chart is written once in a study, and shown once.</summary>
    [Theory]
    [MemberData(nameof(Studies))]
    public async Task A_page_shows_all_charts_and_asks_nothing_of_the_network(string study)
    {
        await shelf.ExecuteAsync(Path.Combine(ShelfRun.Shelf, study + ".ipynb"));

        string program = File.ReadAllText(Path.Combine(ShelfRun.Shelf, study + ".cs"));
        string page = File.ReadAllText(Path.Combine(shelf.Folder, study + ".html"));
        Picture.Count(page).ShouldBe(Drawing.Count(program), study);
        FromElsewhere.Matches(page).Select(match => match.Value).ShouldBeEmpty(study);
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_notebook_has_the_cells_of_its_program(string study)
    {
        string program = Path.Combine(ShelfRun.Shelf, study + ".cs");

        string notebook = StudyFile.ToNotebook(program, File.ReadAllText(program));

        File.ReadAllText(Path.ChangeExtension(program, ".ipynb"))
            .ShouldBe(notebook, $"{study} differs: run souk notebook write");
        notebook.ShouldContain("**Question.**");
        notebook.ShouldContain("**Answer.**");
    }

    [Fact]
    public async Task A_broken_cell_fails_and_says_what_did_not_hold()
    {
        string program = "// %%\nusing Souk;\nStudy.Claim(1 > 2, \"one is more than two\");\n";
        string notebook = Path.Combine(shelf.Folder, "broken.ipynb");
        await File.WriteAllTextAsync(notebook, StudyFile.ToNotebook("broken.cs", program));

        ShelfRun.Outcome outcome = await shelf.ExecuteAsync(notebook);

        outcome.ExitCode.ShouldNotBe(0);
        outcome.Text.ShouldContain("It does not hold that one is more than two");
        outcome.Text.ShouldContain("broken.ipynb");
    }
}
