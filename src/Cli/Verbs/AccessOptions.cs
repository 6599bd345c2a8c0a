using System.CommandLine;
using System.Net;
using Souk.Dashboards.Access;

namespace Souk.Cli.Verbs;

/// <summary>Who may ask a server that is started.</summary>
internal sealed class AccessOptions
{
    private readonly Option<string> _listen = new("--listen")
    {
        Description = "The address to listen on. Beyond loopback --keys or --proxy-header is required.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<string?> _keys = new("--keys")
    {
        Description = "Keys that open the server (souk keys new).",
        HelpName = "FILE",
    };

    private readonly Option<string?> _header = new("--proxy-header")
    {
        Description = "The header in which a trusted proxy says who asks.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _proxies = new("--proxy-from")
    {
        Description = "Addresses whose header is believed; loopback without it. May be repeated.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "A name under which browsers reach the server. May be repeated.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _origins = new("--origin")
    {
        Description = "A site whose pages may ask from browsers (CORS). May be repeated.",
        HelpName = "URL",
    };

    private readonly Option<int> _rate = new("--rate")
    {
        Description = "Requests that one asker may make in a minute.",
        HelpName = "N",
        DefaultValueFactory = _ => AccessPolicy.RequestsPerMinuteDefault,
    };

    public AccessOptions(Command verb)
    {
        foreach (Option option in new Option[] { _listen, _keys, _header, _proxies, _hosts, _origins, _rate })
        {
            verb.Options.Add(option);
        }
    }

    /// <exception cref="AccessException">The key file cannot be used, or strangers could read.</exception>
    /// <exception cref="InvalidInputException">No address.</exception>
    public AccessPolicy Read(ParseResult parsed)
    {
        AccessPolicy policy = new()
        {
            Address = Parse("--listen", parsed.GetValue(_listen)!),
            Keys = parsed.GetValue(_keys) is { } file ? KeyFile.Open(file) : null,
            ProxyHeader = parsed.GetValue(_header),
            Hosts = parsed.GetValue(_hosts) ?? [],
            Origins = parsed.GetValue(_origins) ?? [],
            RequestsPerMinute = parsed.GetValue(_rate),
        };
        if (parsed.GetValue(_proxies) is { Length: > 0 } proxies)
        {
            policy = policy with { ProxyAddresses = [.. proxies.Select(text => Parse("--proxy-from", text))] };
        }

        policy.RequireSafe();
        return policy;
    }

    private static IPAddress Parse(string option, string text) =>
        IPAddress.TryParse(text, out IPAddress? address)
            ? address
            : throw new InvalidInputException($"{option} '{text}' is no address, such as 127.0.0.1 or ::1.");
}
