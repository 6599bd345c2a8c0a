using System.Security.Cryptography;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Documents;

/// <summary>What is remembered of a document: hashes, size and type, not the document.</summary>
/// <param name="Detail">Why there is no document; fit for a terminal and a page. Empty where it was fetched.</param>
/// <param name="SizeBytes">After decompression.</param>
/// <param name="ContentIdAgrees">Whether the bytes are those that the URI's content id names; null where it has none or
/// cannot tell.</param>
public sealed record FetchedDocument(
    DocumentOutcome Outcome,
    string Detail = "",
    string? MediaType = null,
    long? SizeBytes = null,
    Hash32? Sha256 = null,
    Hash32? Keccak256 = null,
    bool? ContentIdAgrees = null
)
{
    public static FetchedDocument Of(ReadOnlySpan<byte> content, string mediaType, ContentId? contentId) =>
        new(
            DocumentOutcome.Fetched,
            "",
            mediaType,
            content.Length,
            Hash32.FromBytes(SHA256.HashData(content)),
            Hash32.FromBytes(Decoding.Keccak256.Hash(content)),
            contentId?.Agrees(content)
        );
}
