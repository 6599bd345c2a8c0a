using System.Net.Http.Headers;
using System.Text;

namespace Souk.Indexer.Rpc;

/// <summary>Where a node is reached, with its secrets told apart from what may be shown.</summary>
internal sealed class RpcEndpoint
{
    private const string Redacted = "***";

    /// <summary>Shorter parts of an address, such as <c>v3</c> or <c>rpc</c>, are no keys; hiding them would only
    /// garble messages.</summary>
    private const int SecretLengthMin = 6;

    private readonly string[] _secrets;

    public RpcEndpoint(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("An endpoint is an absolute http or https address.", nameof(address));
        }

        Name = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.StrongPort, UriFormat.UriEscaped);
        RequestUri = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
        string credentials = Uri.UnescapeDataString(address.UserInfo);
        Authorization =
            credentials.Length == 0
                ? null
                : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        _secrets = FindSecrets(address, Authorization?.Parameter);
    }

    /// <summary>Scheme, host and port; nothing that could be a key.</summary>
    public string Name { get; }

    public Uri RequestUri { get; }

    public AuthenticationHeaderValue? Authorization { get; }

    /// <summary>The text without any part of the endpoint that could be a key; servers do echo them.</summary>
    public string Redact(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Redacted, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private static string[] FindSecrets(Uri address, string? encodedCredentials)
    {
        string[] parts =
        [
            .. address.PathAndQuery.Split('/', '?', '&', '=', ';'),
            .. address.UserInfo.Split(':'),
            encodedCredentials ?? "",
        ];
        // Longest first, or a short secret inside a long one would leave the rest of it readable.
        return
        [
            .. parts
                .SelectMany(part => new[] { part, Uri.UnescapeDataString(part) })
                .Where(part => part.Length >= SecretLengthMin)
                .Distinct()
                .OrderByDescending(part => part.Length),
        ];
    }
}
