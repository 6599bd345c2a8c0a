namespace Souk.Indexer.Documents;

/// <summary>What one attempt to get a document gave.</summary>
/// <param name="Content">The document, whole; null unless fetched.</param>
/// <param name="IsTransient">Whether another attempt may give more.</param>
internal sealed record GatewayAnswer(
    DocumentOutcome Outcome,
    string Detail,
    byte[]? Content = null,
    string MediaType = MediaTypes.Unnamed,
    bool IsTransient = false
)
{
    /// <summary>How long the server asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static GatewayAnswer Passing(string detail) => new(DocumentOutcome.Unreachable, detail, IsTransient: true);
}
