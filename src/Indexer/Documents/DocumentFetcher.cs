using System.Globalization;
using Souk.Indexer.Manifests;

namespace Souk.Indexer.Documents;

/// <summary>Gets documents and hashes them. Safe for concurrent use.</summary>
public sealed class DocumentFetcher(DocumentLimits limits, TimeProvider time) : IDisposable
{
    private readonly GatewayClient _gateway = new(limits, time);

    public DocumentLimits Limits => limits;

    public void Dispose() => _gateway.Dispose();

    /// <param name="uri">Any text, as a contract gave it.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellation"/> says so.</exception>
    public async Task<FetchedDocument> FetchAsync(string uri, DocumentRules rules, CancellationToken cancellation)
    {
        DocumentPlace place = DocumentPlace.Of(uri, rules);
        if (place.Address is not { } address)
        {
            return place.Inline is { } inline
                ? Describe(inline)
                : new FetchedDocument(DocumentOutcome.Refused, PlainText.Of(place.Refusal!, lengthMax: 200));
        }

        using var total = new CancellationTokenSource(limits.TimeMax, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token);
        try
        {
            GatewayAnswer answer = await AskAsync(address, rules, limit.Token);
            return answer.Content is { } content
                ? FetchedDocument.Of(content, answer.MediaType, place.ContentId)
                : new FetchedDocument(answer.Outcome, answer.Detail);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FetchedDocument(
                DocumentOutcome.Unreachable,
                string.Create(CultureInfo.InvariantCulture, $"not whole within {limits.TimeMax.TotalSeconds:0.###} s")
            );
        }
    }

    private FetchedDocument Describe(DataUri inline)
    {
        if (inline.Content.Length > limits.SizeBytesMax)
        {
            return new FetchedDocument(
                DocumentOutcome.TooLarge,
                string.Create(CultureInfo.InvariantCulture, $"larger than {limits.SizeBytesMax} bytes")
            );
        }

        return MediaTypes.IsAllowed(inline.MediaType)
            ? FetchedDocument.Of(inline.Content, inline.MediaType, contentId: null)
            : new FetchedDocument(
                DocumentOutcome.Refused,
                $"media type {PlainText.Of(inline.MediaType, lengthMax: 200)} is not taken"
            );
    }

    private async Task<GatewayAnswer> AskAsync(Uri address, DocumentRules rules, CancellationToken limit)
    {
        for (int attempt = 1; ; attempt++)
        {
            GatewayAnswer answer = await _gateway.AskAsync(address, rules, limit);
            if (!answer.IsTransient || attempt == limits.AttemptsMax)
            {
                return answer;
            }

            TimeSpan delay = limits.FirstDelay * Math.Pow(2, attempt - 1);
            if (answer.RetryAfter > limits.TimeMax)
            {
                // It would not be over in time; a later run asks again.
                return answer with
                {
                    Detail = $"{answer.Detail} and asks to wait {answer.RetryAfter:d\\.hh\\:mm\\:ss}",
                };
            }

            await Task.Delay(answer.RetryAfter > delay ? answer.RetryAfter.Value : delay, time, limit);
        }
    }
}
