using System.Net;

namespace Souk.Dashboards.Access;

/// <summary>Who may ask a server, from where and how often. As it stands: anyone on this machine, nobody else.</summary>
public sealed record AccessPolicy
{
    /// <summary>Requests that one asker may make in a minute, in the long run.</summary>
    public const int RequestsPerMinuteDefault = 6_000;

    /// <summary>The network interface that is listened on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Keys that open the server; null where none is asked for.</summary>
    public KeyFile? Keys { get; init; }

    /// <summary>Opens reading and SQL to programs of whoever owns the warehouse's file; null opens nothing.</summary>
    public string? OwnerToken { get; init; }

    /// <summary>The header in which a proxy says who asks; null trusts none.</summary>
    public string? ProxyHeader { get; init; }

    /// <summary>Machines whose <see cref="ProxyHeader"/> is believed.</summary>
    public IReadOnlyList<IPAddress> ProxyAddresses { get; init; } = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Names under which the server may be asked, beside those of loopback.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Sites whose pages may ask from a browser (CORS), such as https://research.example.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public int RequestsPerMinute { get; init; } = RequestsPerMinuteDefault;

    /// <summary>Whether nobody has to say who they are.</summary>
    public bool IsOpen => Keys is null && ProxyHeader is null;

    /// <exception cref="AccessException">Strangers could read, or browsers be led here under a foreign name.</exception>
    public void RequireSafe()
    {
        bool isLoopback = IPAddress.IsLoopback(Address);
        if (!isLoopback && IsOpen)
        {
            throw new AccessException(
                $"Listening on {Address} lets others ask. Give --keys FILE (souk keys new), or --proxy-header NAME of a proxy that tells who asks, or listen on 127.0.0.1."
            );
        }

        if (!isLoopback && Hosts.Count == 0)
        {
            throw new AccessException(
                $"Listening on {Address} needs --host NAME: the name or address under which browsers reach this server. Requests under other names are refused."
            );
        }

        foreach (string origin in Origins)
        {
            if (
                !Uri.TryCreate(origin, UriKind.Absolute, out Uri? site)
                || site.GetLeftPart(UriPartial.Authority) != origin
            )
            {
                throw new AccessException(
                    $"--origin '{origin}' is no site: take scheme and host, such as https://research.example."
                );
            }
        }

        if (Hosts.FirstOrDefault(host => host.Contains('*') || host.Contains('/')) is { } vague)
        {
            throw new AccessException($"--host '{vague}' is no name: take one host, such as souk.example.");
        }

        if (RequestsPerMinute < 1)
        {
            throw new AccessException($"{RequestsPerMinute} requests a minute are too few: take 1 or more.");
        }
    }
}
