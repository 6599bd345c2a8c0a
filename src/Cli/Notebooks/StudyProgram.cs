using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Souk.Cli.Notebooks;

/// <summary>Runs a study as a plain program in this process, with what notebooks/Directory.Build.props gives it.</summary>
internal static class StudyProgram
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

    /// <exception cref="InvalidInputException">It does not compile; says where.</exception>
    public static void Run(string file)
    {
        using MemoryStream image = new();
        EmitResult result = Compile(file).Emit(image);
        if (!result.Success)
        {
            IEnumerable<Diagnostic> errors = result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error);
            throw new InvalidInputException($"{file} does not compile:\n{string.Join('\n', errors)}");
        }

        MethodInfo entry = Assembly.Load(image.ToArray()).EntryPoint!;
        try
        {
            entry.Invoke(null, [Array.Empty<string>()]);
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }

    internal static CSharpCompilation Compile(string file)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp14);
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return CSharpCompilation.Create(
            "Study",
            [
                CSharpSyntaxTree.ParseText(Usings, options),
                CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, path: file),
            ],
            trusted
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, checkOverflow: false)
        );
    }
}
