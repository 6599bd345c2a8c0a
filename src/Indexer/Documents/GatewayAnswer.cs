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
    public static GatewayAnswer Passing(string detail) => new(DocumentOutcome.Unreachable, detail, IsTransient: true);
}
