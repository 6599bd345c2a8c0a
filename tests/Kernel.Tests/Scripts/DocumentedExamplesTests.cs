using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Souk.Cli.Notebooks;
using Souk.Kernel.Cells;
using Souk.Kernel.Scripts;
using Souk.Kernel.Tests.Cells;
using Souk.Research.Frames;

namespace Souk.Kernel.Tests.Scripts;

/// <summary>What cells know of Souk without asking for it has examples, and each of them compiles in a cell.</summary>
public sealed class DocumentedExamplesTests
{
    private const string Names = """
        Warehouse warehouse = null!;
        Frame paid = null!;
        Scenario scenario = null!;
        Run run = null!;
        Ensemble runs = null!, bands = null!;
        Fit fit = null!;
        """;

    private static readonly XElement[] s_members =
    [
        .. XDocument
            .Load(Path.ChangeExtension(typeof(Frame).Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member =>
                ResearchDisplays.Imports.Any(place =>
                    ((string)member.Attribute("name")!)[2..].StartsWith(place + ".", StringComparison.Ordinal)
                )
            ),
    ];

    [Fact]
    public void Every_public_type_and_every_method_of_the_research_API_has_an_example()
    {
        HashSet<string> examples =
        [
            .. s_members
                .Where(member => member.Element("example") is not null)
                .Select(member => ((string)member.Attribute("name")!).Split('(', '`')[0]),
        ];
        IEnumerable<Type> types = typeof(Frame).Assembly.ExportedTypes.Where(type =>
            ResearchDisplays.Imports.Contains(type.Namespace!)
        );

        IEnumerable<string> names = types.SelectMany(type =>
            type.GetMethods(
                    BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
                )
                .Where(method => !method.IsSpecialName && !IsOfEveryObject(method, type))
                .Select(method => $"M:{type.FullName}.{method.Name}")
                .Prepend($"T:{type.FullName}")
        );
        names.Distinct().Where(name => !examples.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_example_of_the_research_API_compiles_in_a_cell()
    {
        ScriptSession session = new(ResearchDisplays.Libraries, ResearchDisplays.Imports);
        await CellThread.RunAsync(
            new CellContext(new RecordedOutput()),
            () => session.RunAsync(Names, "cell [1]", CancellationToken.None)
        );

        string[] examples = [.. s_members.Elements("example").Select(example => example.Value.Trim())];

        examples.Length.ShouldBeGreaterThan(60);
        examples
            .SelectMany(example =>
                session
                    .Analyze(example)
                    .Model.Compilation.GetDiagnostics()
                    .Where(one => one.Severity == DiagnosticSeverity.Error)
                    .Select(one => $"{example}: {one}")
            )
            .ShouldBeEmpty();
    }

    private static bool IsOfEveryObject(MethodInfo method, Type type) =>
        method.Name is "ToString" or "Dispose"
        || (
            type.GetMethod("<Clone>$") is not null
            && method.Name is "Equals" or "GetHashCode" or "Deconstruct" or "<Clone>$"
        );
}
