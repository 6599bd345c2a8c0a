namespace Souk.Indexer.Cosmos;

/// <summary>How a node writes what blocks did. Its version decides, for all of an answer: text is never looked at to guess.
/// </summary>
/// <param name="IsBase64">Keys and values of attributes are base64; else they are plain text.</param>
/// <param name="HasFinalizeEvents">What no transaction caused is one list; else two, before and after transactions.</param>
internal sealed record CosmosDialect(bool IsBase64, bool HasFinalizeEvents)
{
    private static readonly Dictionary<string, CosmosDialect> _known = new()
    {
        ["0.34"] = new CosmosDialect(IsBase64: true, HasFinalizeEvents: false),
        ["0.37"] = new CosmosDialect(IsBase64: false, HasFinalizeEvents: false),
        ["0.38"] = new CosmosDialect(IsBase64: false, HasFinalizeEvents: true),
        ["1.0"] = new CosmosDialect(IsBase64: false, HasFinalizeEvents: true),
    };

    /// <param name="version">node_info.version of `status`, such as 0.34.21 or v0.38.5-fork.</param>
    /// <exception cref="FormatException">A version whose ways we do not know.</exception>
    public static CosmosDialect Of(string version)
    {
        string[] parts = version.TrimStart('v').Split('.');
        return parts.Length > 1 && _known.TryGetValue($"{parts[0]}.{parts[1]}", out CosmosDialect? dialect)
            ? dialect
            : throw new FormatException(
                $"node version '{version}' is not known; versions {string.Join(", ", _known.Keys)} are"
            );
    }
}
