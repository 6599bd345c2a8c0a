namespace Souk.Indexer.Scale;

/// <summary>What a value's bytes are.</summary>
internal enum ScaleKind
{
    /// <summary>Named or unnamed fields in a row.</summary>
    Composite,

    /// <summary>One byte says which fields follow.</summary>
    Variant,

    /// <summary>Any number of elements behind their count.</summary>
    Sequence,

    /// <summary>A fixed number of elements.</summary>
    Array,

    Tuple,

    Bool,
    Text,
    Unsigned,
    Signed,

    /// <summary>A number in as few bytes as it needs.</summary>
    Compact,

    BitSequence,
}

/// <summary>A type of a runtime, as its metadata describe it.</summary>
/// <param name="Path">Where it is defined, such as sp_core::crypto::AccountId32; empty for what needs no name.</param>
/// <param name="Size">Bits of a number, elements of an array.</param>
/// <param name="Element">Of a sequence, an array or a compact number: a type's id; else −1.</param>
internal sealed record ScaleType(ScaleKind Kind, string Path, int Size, int Element)
{
    /// <summary>Of a composite or a tuple.</summary>
    public IReadOnlyList<ScaleField> Fields { get; init; } = [];

    /// <summary>Of a variant.</summary>
    public IReadOnlyList<ScaleVariant> Variants { get; init; } = [];

    /// <summary>The last part of <see cref="Path"/>.</summary>
    public string Name => Path[(Path.LastIndexOf(':') + 1)..];
}

/// <param name="Name">Null where it is known by its place.</param>
/// <param name="TypeName">As the runtime's authors wrote it, such as BalanceOf&lt;T&gt;; null if they left it out.</param>
internal sealed record ScaleField(string? Name, int Type, string? TypeName);

/// <param name="Index">The byte that stands for it, which need not be its place.</param>
internal sealed record ScaleVariant(string Name, byte Index, IReadOnlyList<ScaleField> Fields);
