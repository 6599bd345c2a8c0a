using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Souk.Dashboards.Access;

/// <summary>Who asks, as far as the server must know.</summary>
/// <param name="Name">Key, user of the proxy, or address: those who share it share a rate limit.</param>
internal sealed record Asker(string Name, AccessScope Scopes)
{
    /// <summary>The name of who sends <see cref="AccessPolicy.OwnerToken"/>.</summary>
    public const string Owner = "owner";

    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>Finds out who asks; nobody is an asker without scopes.</summary>
    public static Asker Of(HttpContext context, AccessPolicy policy)
    {
        if (policy.OwnerToken is { } token && KeyIn(context.Request) is { } given && AreEqual(token, given))
        {
            return new Asker(Owner, AccessScope.Read | AccessScope.Sql);
        }

        IPAddress? address = context.Connection.RemoteIpAddress;
        Asker nobody = new($"address {address}", policy.IsOpen ? AccessScope.All : AccessScope.None);
        if (policy.Keys is { } keys && KeyIn(context.Request) is { } text)
        {
            return keys.Find(text) is { } key
                ? new Asker($"key {key.Id}", AccessScopes.Parse(key.Scopes))
                : nobody with
                {
                    Scopes = AccessScope.None,
                };
        }

        return
            policy.ProxyHeader is { } header
            && address is not null
            && policy.ProxyAddresses.Any(known => known.Equals(Plain(address)))
            && context.Request.Headers[header] is [{ Length: > 0 } user]
            ? new Asker($"user {user}", AccessScope.All)
            : nobody;
    }

    /// <summary>As a bearer, or as the password of Basic, for which browsers ask their reader.</summary>
    private static string? KeyIn(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        byte[] bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out int count)
            ? Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2)[^1]
            : null;
    }

    // Takes as long for a wrong one.
    private static bool AreEqual(string token, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(given));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
