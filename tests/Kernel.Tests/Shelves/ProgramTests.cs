using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Souk.Kernel.Tests.Shelves;

/// <summary>Studies as plain programs, with what notebooks/Directory.Build.props gives them.</summary>
[Collection(ShelfCollection.Name)]
public class ProgramTests(ShelfRun shelf)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Souk.Research.Frames;
        global using Souk.Research.Notebooks;
        global using static Souk.Research.Notebooks.Terminal;
        """;

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
        string program = Path.Combine(AppContext.BaseDirectory, "Study12.dll");
        Compile("12-rebuild-a-number").Emit(program).Success.ShouldBeTrue();
        string settings = Path.Combine(AppContext.BaseDirectory, "souk.runtimeconfig.json");
        File.Copy(settings, Path.ChangeExtension(program, ".runtimeconfig.json"), overwrite: true);

        ShelfRun.Outcome outcome = await shelf.RunAsync("dotnet", [program], Path.GetTempPath());

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        outcome.Text.ShouldContain("✓ the supply, decoded by hand is 1234285712249442632946009080");
    }

    private static CSharpCompilation Compile(string study)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp14);
        string[] texts = [Usings, File.ReadAllText(Path.Combine(ShelfRun.Shelf, study + ".cs"))];
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return CSharpCompilation.Create(
            "Study" + study[..2],
            texts.Select(text => CSharpSyntaxTree.ParseText(text, options)),
            trusted
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication)
        );
    }
}
