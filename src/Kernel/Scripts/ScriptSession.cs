using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Souk.Kernel.Scripts;

/// <summary>C# cells that see each other: each is compiled against those before it and keeps its variables.</summary>
/// <remarks>For one caller at a time. A cell that fails keeps the variables that it set before.</remarks>
internal sealed class ScriptSession
{
    /// <summary>The C# that cells are written in: that of the SDK, so that a cell also runs as a program.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(
        LanguageVersion.CSharp14,
        DocumentationMode.Parse,
        SourceCodeKind.Script
    );

    private const string DraftName = "Draft";

    private static readonly string[] _imports =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Text",
        "System.Threading",
        "System.Threading.Tasks",
        "Souk.Kernel.Displays",
        "Souk.Kernel.Notebooks",
        "Souk.Kernel.Notebooks.Notebook",
    ];

    private readonly SubmissionLoader _loader = new();
    private readonly ScriptReferences _references;
    private readonly CSharpCompilationOptions _options;
    private CSharpCompilation? _previous;
    private object?[] _submissions = new object?[64];
    private int _count;

    /// <param name="hosts">Libraries that cells may use.</param>
    /// <param name="imports">Namespaces, and types whose static members have no prefix, beyond the usual ones.</param>
    public ScriptSession(IEnumerable<Assembly> hosts, IEnumerable<string> imports)
    {
        _references = new ScriptReferences(hosts);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: [.. _imports, .. imports],
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            concurrentBuild: true,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default,
            nullableContextOptions: NullableContextOptions.Annotations
        );
    }

    /// <summary>Makes a library usable in this cell and those to come.</summary>
    public void AddLibrary(string path)
    {
        if (_references.Add(path))
        {
            _loader.AddLibrary(path);
        }
    }

    public void AddNativeLibrary(string path) => _loader.AddNativeLibrary(path);

    /// <summary>Compiles and starts a cell.</summary>
    /// <param name="cellName">What errors and tracebacks call it.</param>
    /// <returns>The value of its last expression, once all that it awaits has ended; null if it has none.</returns>
    /// <exception cref="CellErrorException">It does not compile; nothing ran.</exception>
    public Task<object?> RunAsync(string code, string cellName, CancellationToken cancellation)
    {
        CSharpCompilation compilation = Compile(code, cellName, out Func<int, int> toOriginal);
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        EmitResult result = compilation.Emit(
            image,
            symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellation
        );
        if (!result.Success && result.Diagnostics.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error))
        {
            // There is nothing to run in a cell of comments and usings, which are kept.
            Chain(compilation);
            return Task.FromResult<object?>(null);
        }

        if (!result.Success)
        {
            throw CompileErrors.Explain(result.Diagnostics, SourceText.From(code), toOriginal, cellName);
        }

        image.Position = 0;
        symbols.Position = 0;
        IMethodSymbol entry = compilation.GetEntryPoint(cancellation)!;
        Func<object?[], Task<object>> run = _loader
            .Load(image, symbols)
            .GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .CreateDelegate<Func<object?[], Task<object>>>();
        Chain(compilation);
        return run(_submissions)!;
    }

    /// <summary>A cell that is looked at, not run.</summary>
    public (SemanticModel Model, SyntaxNode Root) Analyze(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ParseOptions);
        return (Create(tree, DraftName, DraftName).GetSemanticModel(tree), tree.GetRoot());
    }

    // A cell that declares nothing and opens no namespace has nothing that later cells could need.
    private void Chain(CSharpCompilation compilation)
    {
        bool declares = compilation.ScriptClass!.GetMembers().Any(member => member.CanBeReferencedByName);
        bool opens = compilation.SyntaxTrees[0].GetCompilationUnitRoot().Usings.Count > 0;
        if (declares || opens || _references.New.Any())
        {
            _previous = compilation;
            _references.Chain();
        }
    }

    private CSharpCompilation Compile(string code, string cellName, out Func<int, int> toOriginal)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ParseOptions);
        List<Diagnostic> faults = [.. tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (faults.Count > 0)
        {
            throw CompileErrors.Explain(faults, SourceText.From(code), position => position, cellName);
        }

        InsertedText polled = PollInsertions.Apply(
            tree.GetRoot(),
            () => Create(tree, DraftName, DraftName).GetSemanticModel(tree)
        );
        toOriginal = polled.ToOriginal;
        _count++;
        // A slot for the host, one for each cell.
        if (_count + 1 >= _submissions.Length)
        {
            Array.Resize(ref _submissions, 2 * _submissions.Length);
        }

        SourceText text = SourceText.From(polled.Text, Encoding.UTF8);
        return Create(
            CSharpSyntaxTree.ParseText(text, ParseOptions, path: cellName),
            $"Cell{_count}",
            $"Submission#{_count}"
        );
    }

    private CSharpCompilation Create(SyntaxTree tree, string assemblyName, string className) =>
        CSharpCompilation.CreateScriptCompilation(
            assemblyName,
            tree,
            _references.New,
            _options.WithScriptClassName(className),
            _previous,
            typeof(object)
        );
}
