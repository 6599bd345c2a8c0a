namespace Souk.Simulation.Blueprints;

/// <summary>Text at a place in a file.</summary>
internal readonly record struct Entry(string Text, Origin Origin);

/// <summary>A part as one file writes it; an overlay may write only what it changes.</summary>
internal sealed record PartSheet(string Name, Origin Origin)
{
    /// <summary>Null where an overlay keeps the kind.</summary>
    public Entry? Kind { get; set; }

    /// <summary>`part: none` removes it.</summary>
    public bool IsRemoved { get; init; }

    public Dictionary<string, IReadOnlyList<Entry>> Values { get; } = new(StringComparer.Ordinal);
}

/// <summary>A path and what becomes of it: `fees.burn_share: 50 %`, `*.cliff: +6 months`.</summary>
internal readonly record struct PathChange(string Path, Entry Value);

/// <summary>What happens on a day.</summary>
internal sealed record EventSheet(Entry At, string Note, IReadOnlyList<PathChange> Changes);

/// <summary>One scenario file as written, not yet checked against kinds and not yet laid over its base.</summary>
internal sealed record Sheet(string Name)
{
    public Dictionary<string, Entry> Heads { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Dictionary<string, Entry>> Tokens { get; } = new(StringComparer.Ordinal);

    public List<PartSheet> Parts { get; } = [];

    public List<PathChange> Changes { get; } = [];

    public List<EventSheet> Timeline { get; } = [];

    public List<Fact> Facts { get; } = [];

    /// <summary>By part, how many of the real world one of its agents stands for.</summary>
    public Dictionary<string, Entry> Weights { get; } = new(StringComparer.Ordinal);
}
