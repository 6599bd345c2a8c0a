using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Souk.Kernel.Scripts;

/// <summary>A cell that later ones may need: awake with the compiler's picture of it, or asleep as its text.</summary>
/// <param name="Text">As it was compiled.</param>
/// <param name="Number">Grows from cell to cell.</param>
/// <param name="References">All that cells could use when it was compiled.</param>
/// <param name="Needs">The cells whose names it mentions.</param>
internal sealed record KeptCell(
    string Text,
    int Number,
    ImmutableArray<MetadataReference> References,
    IReadOnlyList<KeptCell> Needs
)
{
    /// <summary>A use that never grows old.</summary>
    public const long Always = long.MaxValue;

    public string AssemblyName => $"Cell{Number}";

    public string ClassName => $"Submission#{Number}";

    /// <summary>What it declares, by keys that are the same for what hides each other.</summary>
    public required IReadOnlyList<Declaration> Declarations { get; init; }

    /// <summary>The namespaces that it opens.</summary>
    public required IReadOnlyList<string> Opens { get; init; }

    /// <summary>False for a cell that only opens namespaces.</summary>
    public required bool HasCode { get; init; }

    /// <summary>Whether it declares what no cell before it did.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Null while it sleeps.</summary>
    public CSharpCompilation? Compilation { get; set; }

    /// <summary>Holds its variables; null before it ran.</summary>
    public object? Instance { get; set; }

    /// <summary>What was loaded when it ran, which goes once nothing holds it; null before.</summary>
    public Assembly? Code { get; set; }

    /// <summary>When it was last mentioned, counted in cells; never less than that of a cell that needs it.</summary>
    public long Use { get; set; }

    // Cells are told apart by what they are, not by what they say.
    public bool Equals(KeptCell? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Number;
}
