using System.Globalization;
using System.Net;
using Souk.Indexer.Manifests;

namespace Souk.Indexer.Documents;

/// <summary>Asks a gateway for a document once, within limits. Safe for concurrent use.</summary>
/// <remarks>Trusts neither the announced length nor the address it is sent on to; sends no cookie and no credential, and
/// uses no proxy, which could reach what we must not.</remarks>
internal sealed class GatewayClient : IDisposable
{
    private const int DetailLengthMax = 200;
    private const int ChunkBytes = 16 << 10;

    private readonly DocumentLimits _limits;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public GatewayClient(DocumentLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = AllowedSockets.ConnectAsync,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            // What is beyond a limit is not read, not even to reuse the connection.
            ResponseDrainTimeout = TimeSpan.Zero,
            UseCookies = false,
            UseProxy = false,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("Accept", "application/json, application/*;q=0.9, text/*;q=0.8");
        _http.DefaultRequestHeaders.Add("User-Agent", "souk");
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellation"/> says so.</exception>
    public async Task<GatewayAnswer> AskAsync(Uri address, DocumentRules rules, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(_limits.SilenceMax, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            return await FollowAsync(address, rules, silence, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return GatewayAnswer.Passing(Say($"silent for {_limits.SilenceMax.TotalSeconds:0.###} s"));
        }
        catch (HttpRequestException exception) when (exception.InnerException is ForbiddenAddressException forbidden)
        {
            return new GatewayAnswer(DocumentOutcome.Refused, PlainText.Of(forbidden.Message, DetailLengthMax));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            cancellation.ThrowIfCancellationRequested();
            return GatewayAnswer.Passing(PlainText.Of(exception.GetBaseException().Message, DetailLengthMax));
        }
    }

    private async Task<GatewayAnswer> FollowAsync(
        Uri address,
        DocumentRules rules,
        CancellationTokenSource silence,
        CancellationToken limit
    )
    {
        for (int redirects = 0; ; redirects++)
        {
            using HttpResponseMessage response = await _http.GetAsync(
                address,
                HttpCompletionOption.ResponseHeadersRead,
                limit
            );
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return await ReadAsync(response, silence, limit);
            }

            if (response.Headers.Location is not { } location)
            {
                return GatewayAnswer.Passing("redirected to nowhere");
            }

            Uri next = new(address, location);
            string? objection =
                redirects == _limits.RedirectsMax ? Say($"redirected more than {_limits.RedirectsMax} times")
                : address.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp
                    ? "redirected from https to http"
                : rules.FindObjection(next) is { } why ? "redirected: " + why
                : null;
            if (objection is not null)
            {
                return new GatewayAnswer(DocumentOutcome.Refused, PlainText.Of(objection, DetailLengthMax));
            }

            address = next;
            silence.CancelAfter(_limits.SilenceMax);
        }
    }

    private async Task<GatewayAnswer> ReadAsync(
        HttpResponseMessage response,
        CancellationTokenSource silence,
        CancellationToken limit
    )
    {
        int code = (int)response.StatusCode;
        if (code is 404 or 410)
        {
            return new GatewayAnswer(DocumentOutcome.Missing, Say($"the server answers {code}"));
        }

        if (code != 200)
        {
            bool isTransient = code is 408 or 425 or 429 or >= 500;
            return new GatewayAnswer(
                DocumentOutcome.Unreachable,
                Say($"the server answers {code}"),
                IsTransient: isTransient
            )
            {
                RetryAfter = isTransient ? WaitIn(response) : null,
            };
        }

        string mediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? MediaTypes.Unnamed;
        if (!MediaTypes.IsAllowed(mediaType))
        {
            return new GatewayAnswer(
                DocumentOutcome.Refused,
                $"media type {PlainText.Of(mediaType, DetailLengthMax)} is not taken"
            );
        }

        using var content = new MemoryStream();
        await using Stream body = await response.Content.ReadAsStreamAsync(limit);
        byte[] chunk = new byte[ChunkBytes];
        int length;
        while ((length = await body.ReadAsync(chunk, limit)) > 0)
        {
            if (content.Length + length > _limits.SizeBytesMax)
            {
                return new GatewayAnswer(DocumentOutcome.TooLarge, Say($"larger than {_limits.SizeBytesMax} bytes"));
            }

            content.Write(chunk, 0, length);
            silence.CancelAfter(_limits.SilenceMax);
        }

        return new GatewayAnswer(DocumentOutcome.Fetched, "", content.ToArray(), mediaType);
    }

    /// <summary>Retry-After, in seconds or as a date.</summary>
    private TimeSpan? WaitIn(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
            _ => null,
        };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
