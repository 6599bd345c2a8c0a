namespace Souk.Simulation.Blueprints;

/// <summary>Where a value was written. The default is a value that no file gives.</summary>
/// <param name="File">As the caller named it; empty for defaults.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
public readonly record struct Origin(string File, int Line, int Column)
{
    public static Origin Default { get; } = new("", 0, 0);

    /// <summary>Of `--set` and other changes that a person makes outside of files.</summary>
    public static Origin Change { get; } = new("--set", 0, 0);

    /// <summary>The place of a character of a value that stands here; that of the value itself where it has several lines.</summary>
    /// <param name="column">1-based, within the value.</param>
    internal Origin Inside(string value, int column) =>
        Line == 0 || value.Contains('\n', StringComparison.Ordinal) ? this : this with { Column = Column + column - 1 };

    /// <summary>`masa.yaml(12,3)`, `--set` or `default`.</summary>
    public override string ToString() =>
        Line > 0 ? $"{File}({Line},{Column})"
        : string.IsNullOrEmpty(File) ? "default"
        : File;
}
