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

    [Fact]
    public async Task A_program_makes_the_same_claims_as_its_notebook()
    {
        string souk = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        string study = Path.Combine(ShelfRun.Shelf, "12-rebuild-a-number.cs");

        ShelfRun.Outcome outcome = await shelf.RunAsync("dotnet", [souk, "notebook", "run", study], Path.GetTempPath());

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        outcome.Text.ShouldContain("✓ the supply, decoded by hand is 1234283542249442632946009080");
    }

    private static CSharpCompilation Compile(string study) =>
        StudyProgram.Compile(Path.Combine(ShelfRun.Shelf, study + ".cs"));
}
