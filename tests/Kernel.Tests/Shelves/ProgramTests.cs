using System.Net;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Souk.Cli.Notebooks;

namespace Souk.Kernel.Tests.Shelves;

/// <summary>Studies as plain programs, with what notebooks/Directory.Build.props gives them.</summary>
[Collection(ShelfCollection.Name)]
public class ProgramTests(ShelfRun shelf)
{
    public static TheoryData<string> Studies => ShelfRun.Studies;

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_study_is_a_program(string study)
    {
        using MemoryStream image = new();

        EmitResult result = Compile(study).Emit(image);

        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty(study);
    }

    [Theory]
    [InlineData("05-wash-and-sybil")]
    [InlineData("12-rebuild-a-number")]
    [InlineData("13-bittensor")]
    public async Task A_program_makes_the_same_claims_as_its_notebook(string study)
    {
        string souk = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        string program = Path.Combine(ShelfRun.Shelf, study + ".cs");

        ShelfRun.Outcome outcome = await shelf.RunAsync(
            "dotnet",
            [souk, "notebook", "run", program],
            Path.GetTempPath()
        );

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        Claims(outcome.Text).ShouldBe(Claims(await PageAsync(study)));
    }

    [Fact]
    public async Task The_sdk_alone_runs_a_study()
    {
        string program = Path.Combine(ShelfRun.Shelf, "01-quick-start.cs");

        ShelfRun.Outcome outcome = await shelf.RunAsync("dotnet", ["run", program], Path.GetTempPath());

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        Claims(outcome.Text).ShouldBe(Claims(await PageAsync("01-quick-start")));
    }

    private async Task<string> PageAsync(string study)
    {
        ShelfRun.Outcome outcome = await shelf.ExecuteAsync(Path.Combine(ShelfRun.Shelf, study + ".ipynb"));
        outcome.ExitCode.ShouldBe(0, outcome.Text);
        return WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(shelf.Folder, study + ".html")));
    }

    private static string[] Claims(string text) =>
        [
            .. text.Split('\n')
                .Select(line =>
                    line.IndexOf("✓ ", StringComparison.Ordinal) is var at and >= 0 ? line[at..].Trim() : ""
                )
                .Where(line => line.Length > 0),
        ];

    private static CSharpCompilation Compile(string study) =>
        StudyProgram.Compile(Path.Combine(ShelfRun.Shelf, study + ".cs"));
}
