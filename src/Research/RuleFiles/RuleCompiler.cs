using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Souk.Simulation.Blueprints;
using Souk.Simulation.OwnRules;
using Souk.Simulation.Scenarios;

namespace Souk.Research.RuleFiles;

/// <summary>Compiles the C# file of a rule, after a look at what it uses.</summary>
/// <remarks>Arithmetic is checked, and loops and calls are counted, so that none runs for ever. It finds mistakes, not malice: a rule is code that you run.</remarks>
internal static class RuleCompiler
{
    private const string Usings = """
        global using System;
        global using Souk.Simulation.Engine;
        global using Souk.Simulation.Ledgers;
        global using Souk.Simulation.Numerics;
        global using Souk.Simulation.OwnRules;
        global using Souk.Simulation.Slots;
        """;

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        checkOverflow: true,
        deterministic: true,
        nullableContextOptions: NullableContextOptions.Annotations
    );

    /// <param name="file">As errors name it.</param>
    /// <exception cref="ScenarioException">What does not compile or is not for rules, with line and column.</exception>
    public static RuleCode Compile(string file, string text)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, path: file);
        string digest = Digest(tree);
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Souk.Rules.{digest[..16]}",
            [tree, CSharpSyntaxTree.ParseText(Usings)],
            References(),
            s_options
        );
        ThrowIfAny([
            .. compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).Select(ErrorOf),
        ]);
        ThrowIfAny(new RuleWalk(compilation.GetSemanticModel(tree)).Errors());
        string name = ClassOf(file, compilation, tree);
        Type type = Load(Guarded(compilation, tree)).GetType(name)!;
        return new RuleCode(digest, () => (ScenarioRule)Activator.CreateInstance(type)!);
    }

    internal static ScenarioError ErrorAt(Location location, string message)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return new ScenarioError("", message, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1)
        {
            File = span.Path,
        };
    }

    private static ScenarioError ErrorOf(Diagnostic diagnostic) =>
        ErrorAt(
            diagnostic.Location,
            $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
        );

    private static string Digest(SyntaxTree tree) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join(' ', tree.GetRoot().DescendantTokens().Select(token => token.Text)))
            )
        );

    // What a rule may name lies in these; everything else it does not see at all.
    private static IEnumerable<MetadataReference> References()
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return
        [
            .. platform
                .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
                .Append(typeof(ScenarioRule).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    private static string ClassOf(string file, CSharpCompilation compilation, SyntaxTree tree)
    {
        INamedTypeSymbol rule = compilation.GetTypeByMetadataName(typeof(ScenarioRule).FullName!)!;
        SemanticModel model = compilation.GetSemanticModel(tree);
        INamedTypeSymbol[] found =
        [
            .. tree.GetRoot()
                .DescendantNodes()
                .Select(node => model.GetDeclaredSymbol(node))
                .OfType<INamedTypeSymbol>()
                .Where(type => !type.IsAbstract && SymbolEqualityComparer.Default.Equals(type.BaseType, rule)),
        ];
        bool fits = found.Length == 1 && found[0].InstanceConstructors.Any(one => one.Parameters.IsEmpty);
        return fits
            ? found[0].ToDisplayString()
            : throw new ScenarioException(
                new ScenarioError(
                    "",
                    $"{found.Length} classes derive from ScenarioRule; a rule file has one, without constructor parameters",
                    1,
                    1
                )
                {
                    File = file,
                }
            );
    }

    private static CSharpCompilation Guarded(CSharpCompilation compilation, SyntaxTree tree)
    {
        SyntaxNode counted = new RuleGuard(compilation.GetSemanticModel(tree)).Visit(tree.GetRoot());
        return compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(counted, tree.Options));
    }

    private static Assembly Load(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        EmitResult emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException($"a counted rule does not compile: {emitted.Diagnostics[0]}");
        }

        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true).LoadFromStream(image);
    }

    private static void ThrowIfAny(IReadOnlyList<ScenarioError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }
    }
}
