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
    private const int AwakeMax = 64;

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
    private readonly CellChain _chain;
    private int _count;

    /// <param name="hosts">Libraries that cells may use.</param>
    /// <param name="imports">Namespaces, and types whose static members have no prefix, beyond the usual ones.</param>
    /// <param name="awakeMax">How many cells the compiler keeps in view while they are not mentioned.</param>
    public ScriptSession(IEnumerable<Assembly> hosts, IEnumerable<string> imports, int awakeMax = AwakeMax)
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
        _chain = new CellChain(Recompile, awakeMax);
    }

    /// <summary>What cells declared and later ones can mention.</summary>
    public IEnumerable<string> Names => _chain.Names;

    internal int AwakeCount => _chain.AwakeCount;

    /// <summary>Makes a library usable in this cell and those to come.</summary>
    public void AddLibrary(string path)
    {
        if (_references.AddLibrary(path))
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
        SourceText text = Prepare(code, cellName, out IReadOnlyList<string> mentions, out Func<int, int> toOriginal);
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        _count++;
        (CSharpCompilation compilation, EmitResult result) = Emit();
        bool isFixed = result.Success && Declarations.HaveUnnamedTypes(image);
        // Such a cell, and so the chain below it, is never compiled again: now is the time to bring in who sleeps.
        if (isFixed && _chain.WakeAll())
        {
            (compilation, result) = Emit();
        }

        // There is nothing to run in a cell of comments and usings, which are kept: no success, and no error.
        if (result.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw CompileErrors.Explain(result.Diagnostics, SourceText.From(code), toOriginal, cellName);
        }

        object?[] slots = _chain.Slots();
        KeptCell cell = Keep(compilation, text, mentions, result.Success, isFixed);
        return result.Success ? Start(compilation, image, symbols, slots, cell) : Task.FromResult<object?>(null);

        (CSharpCompilation, EmitResult) Emit()
        {
            image.SetLength(0);
            symbols.SetLength(0);
            SyntaxTree tree = CSharpSyntaxTree.ParseText(text, ParseOptions, path: cellName);
            CSharpCompilation made = Create(tree, $"Cell{_count}", $"Submission#{_count}");
            EmitOptions options = new(debugInformationFormat: DebugInformationFormat.PortablePdb);
            return (made, made.Emit(image, symbols, options: options, cancellationToken: cancellation));
        }
    }

    /// <summary>A cell that is looked at, not run.</summary>
    public (SemanticModel Model, SyntaxNode Root) Analyze(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ParseOptions);
        _chain.Wake(Declarations.Mentions(tree.GetRoot()));
        return (Draft(tree), tree.GetRoot());
    }

    private Task<object?> Start(
        CSharpCompilation compilation,
        MemoryStream image,
        MemoryStream symbols,
        object?[] slots,
        KeptCell cell
    )
    {
        image.Position = 0;
        symbols.Position = 0;
        IMethodSymbol entry = compilation.GetEntryPoint(CancellationToken.None)!;
        cell.Code = _loader.Load(image, symbols, cell.IsNew);
        Func<object?[], Task<object>> run = cell
            .Code.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .CreateDelegate<Func<object?[], Task<object>>>();
        try
        {
            return run(slots)!;
        }
        finally
        {
            // The cell put itself there before its first line ran.
            cell.Instance = slots[^1];
        }
    }

    // A cell that declares nothing and opens no namespace has nothing that later cells could need.
    private KeptCell Keep(
        CSharpCompilation compilation,
        SourceText text,
        IReadOnlyList<string> mentions,
        bool hasCode,
        bool isFixed
    )
    {
        IReadOnlyList<Declaration> declarations = Declarations.Of(compilation);
        bool reachesBeyondNames = Declarations.ReachBeyondNames(compilation);
        KeptCell cell = new(text.ToString(), _count, _references.All, _chain.Needs(mentions, declarations))
        {
            Declarations = declarations,
            Opens = Declarations.OpenedNamespaces(compilation),
            HasCode = hasCode,
            IsNew = declarations.Any(declaration => !_chain.Has(declaration)),
            Compilation = compilation,
        };
        if (declarations.Count > 0 || reachesBeyondNames || _chain.OpensMore(cell))
        {
            _chain.Add(cell, isFixed, reachesBeyondNames);
        }

        return cell;
    }

    /// <summary>The text that is compiled, and with the names in it awake.</summary>
    private SourceText Prepare(
        string code,
        string cellName,
        out IReadOnlyList<string> mentions,
        out Func<int, int> toOriginal
    )
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ParseOptions);
        List<Diagnostic> faults = [.. tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (faults.Count > 0)
        {
            throw CompileErrors.Explain(faults, SourceText.From(code), position => position, cellName);
        }

        mentions = [.. Declarations.Mentions(tree.GetRoot())];
        _chain.Wake(mentions);
        InsertedText polled = PollInsertions.Apply(tree.GetRoot(), () => Draft(tree));
        toOriginal = polled.ToOriginal;
        return SourceText.From(polled.Text, Encoding.UTF8);
    }

    private CSharpCompilation Recompile(
        KeptCell cell,
        CSharpCompilation? previous,
        IReadOnlyList<MetadataReference> references
    ) =>
        CSharpCompilation.CreateScriptCompilation(
            cell.AssemblyName,
            CSharpSyntaxTree.ParseText(cell.Text, ParseOptions),
            references,
            _options.WithScriptClassName(cell.ClassName),
            previous,
            typeof(object)
        );

    private SemanticModel Draft(SyntaxTree tree) => Create(tree, DraftName, DraftName).GetSemanticModel(tree);

    private CSharpCompilation Create(SyntaxTree tree, string assemblyName, string className) =>
        CSharpCompilation.CreateScriptCompilation(
            assemblyName,
            tree,
            _chain.Missing(_references.All),
            _options.WithScriptClassName(className),
            _chain.Latest,
            typeof(object)
        );
}
