namespace Souk.Indexer.Mapping;

/// <summary>SQL that turns decoded events of a block range into market facts.</summary>
/// <remarks>Systems may share a file: <c>{system}</c> in it stands for the system's key, as in the names of its event tables.
/// </remarks>
public sealed record MappingFile(string Path, IReadOnlyList<MappingStatement> Statements)
{
    /// <summary>What the chain's own coin is called in amounts of a Cosmos chain.</summary>
    public const string DenomParameter = "denom";

    private const string SystemPlace = "{system}";

    /// <summary>Names a statement may use as <c>$name</c>.</summary>
    public static readonly IReadOnlyList<string> ParameterNames =
    [
        "chain_id",
        "from_block",
        "to_block",
        "system",
        DenomParameter,
    ];

    /// <summary>Whether a statement asks for what the chain's own coin is called.</summary>
    public bool NeedsDenom => Statements.Any(statement => statement.Parameters.Contains(DenomParameter));

    /// <param name="system">Whose mapping it is.</param>
    /// <exception cref="FormatException">Unreadable, a quote that does not end, or an unknown parameter.</exception>
    public static MappingFile Load(string path, string system)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"mapping file {path} cannot be read: {exception.Message}");
        }

        try
        {
            return new MappingFile(
                path,
                SqlScript.Split(text.Replace(SystemPlace, system, StringComparison.Ordinal), ParameterNames)
            );
        }
        catch (FormatException exception)
        {
            throw new FormatException($"mapping file {path}: {exception.Message}");
        }
    }
}

/// <param name="Line">Where it starts in its file, counted from 1.</param>
/// <param name="Parameters">The names it uses, without <c>$</c>.</param>
public sealed record MappingStatement(string Sql, int Line, IReadOnlyList<string> Parameters);
