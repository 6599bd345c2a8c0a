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

    [Fact]
    public async Task A_packed_study_says_the_same_again_until_a_file_changes()
    {
        string souk = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        string study = Path.Combine(ShelfRun.Shelf, "12-rebuild-a-number.cs");
        string crate = Path.Combine(shelf.Folder, "crate");

        ShelfRun.Outcome nobody = await shelf.RunAsync(
            "dotnet",
            [souk, "pack", study, "--out", crate, "--author", "The Authors"],
            shelf.Folder
        );
        nobody.ExitCode.ShouldBe(3);
        nobody.Text.ShouldContain("--author");
        Directory.Exists(crate).ShouldBeFalse();
        ShelfRun.Outcome packed = await shelf.RunAsync(
            "dotnet",
            [souk, "pack", study, "--out", crate, "--author", "Ada \"A.\" Lovelace <ada@example.org>"],
            shelf.Folder
        );
        ShelfRun.Outcome verified = await shelf.RunAsync("dotnet", [souk, "unpack", crate, "--verify"], shelf.Folder);
        File.AppendAllText(Path.Combine(crate, "notebooks", "12-rebuild-a-number.cs"), "// more\n");
        ShelfRun.Outcome changed = await shelf.RunAsync("dotnet", [souk, "unpack", crate, "--verify"], shelf.Folder);

        packed.ExitCode.ShouldBe(0, packed.Text);
        File.ReadAllText(Path.Combine(crate, "CITATION.cff"))
            .ShouldContain("authors:\n  - name: \"Ada \\\"A.\\\" Lovelace\"\n    email: \"ada@example.org\"\n");
        verified.ExitCode.ShouldBe(0, verified.Text);
        verified.Text.ShouldContain("says the same again");
        changed.ExitCode.ShouldBe(5, changed.Text);
        changed.Text.ShouldContain("12-rebuild-a-number.cs was changed");
    }
}
