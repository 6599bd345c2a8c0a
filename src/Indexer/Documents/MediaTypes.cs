namespace Souk.Indexer.Documents;

/// <summary>Which kinds of documents are taken: descriptions of data, as JSON or text.</summary>
/// <remarks>HTML is not among them: gateways answer with pages that are no document, such as a log-in.</remarks>
internal static class MediaTypes
{
    public const string Unnamed = "application/octet-stream";

    private static readonly string[] s_allowed =
    [
        Unnamed,
        "application/json",
        "application/x-ndjson",
        "application/yaml",
        "application/x-yaml",
        "application/vnd.ipld.raw",
        "text/plain",
        "text/csv",
        "text/markdown",
        "text/yaml",
    ];

    /// <param name="mediaType">Without parameters.</param>
    public static bool IsAllowed(string mediaType) =>
        s_allowed.Contains(mediaType, StringComparer.OrdinalIgnoreCase)
        || (
            mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
            && mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        );
}
