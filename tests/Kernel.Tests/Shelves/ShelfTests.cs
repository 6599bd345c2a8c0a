using Souk.Cli.Notebooks;

namespace Souk.Kernel.Tests.Shelves;

[Collection(ShelfCollection.Name)]
public class ShelfTests(ShelfRun shelf)
{
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
    public async Task A_page_shows_its_charts_without_network_or_script()
    {
        ShelfRun.Outcome outcome = await shelf.ExecuteAsync(
            Path.Combine(ShelfRun.Shelf, "02-supply-reconciliation.ipynb")
        );

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        string page = File.ReadAllText(Path.Combine(shelf.Folder, "02-supply-reconciliation.html"));
        page.ShouldContain("<img alt=\"Where the supply is\"");
        page.ShouldContain("src=\"data:image/svg+xml;base64,");
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
