using System.CommandLine;
using System.Globalization;
using Souk.Indexer.Endpoints;

namespace Souk.Cli.Verbs;

/// <summary>The options that name endpoints.</summary>
internal sealed class EndpointSettings(string description)
{
    private const double RateMax = 100_000;

    private readonly Option<string[]> _rpc = new("--rpc") { Description = description, HelpName = "CHAIN=URL" };

    private readonly Option<string[]> _rate = new("--rpc-rate")
    {
        Description =
            "Most requests a second to the endpoints of a host, each call of a batch counted. May be repeated. "
            + "Example: --rpc-rate rpc.example=25. Default: as many as the endpoint takes.",
        HelpName = "HOST=N",
    };

    public void AddTo(Command command)
    {
        command.Add(_rpc);
        command.Add(_rate);
    }

    /// <summary>By chain id, in the order given.</summary>
    /// <exception cref="InvalidInputException">A value is malformed, or a rate is for a host that no endpoint has.
    /// </exception>
    public ILookup<int, EndpointAddress> In(ParseResult parsed)
    {
        List<(int Chain, Uri Url)> endpoints = [.. (parsed.GetValue(_rpc) ?? []).Select(ParseEndpoint)];
        Dictionary<string, double> rates = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string host, double rate) in (parsed.GetValue(_rate) ?? []).Select(ParseRate))
        {
            if (!endpoints.Any(endpoint => IsOf(host, endpoint.Url)))
            {
                throw new InvalidInputException($"--rpc-rate {host}=…: no --rpc has this host.");
            }

            rates[host] = rate;
        }

        return endpoints.ToLookup(
            endpoint => endpoint.Chain,
            endpoint => new EndpointAddress(endpoint.Url) { RequestsPerSecond = RateOf(rates, endpoint.Url) }
        );
    }

    private static double? RateOf(Dictionary<string, double> rates, Uri url) =>
        rates
            .Where(rate => IsOf(rate.Key, url))
            // A port says more than a host.
            .OrderByDescending(rate => rate.Key.Length)
            .Select(rate => (double?)rate.Value)
            .FirstOrDefault();

    private static bool IsOf(string host, Uri url) =>
        host.Equals(url.Host, StringComparison.OrdinalIgnoreCase)
        || host.Equals($"{url.Host}:{url.Port}", StringComparison.OrdinalIgnoreCase);

    private static (int Chain, Uri Url) ParseEndpoint(string text) =>
        text.Split('=', 2) is [var id, var url]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int chain)
        && Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
        && address.Scheme is "http" or "https"
            ? (chain, address)
            // The text may hold a key, so it is not repeated.
            : throw new InvalidInputException("An --rpc value is not CHAIN=URL, such as 1=https://host/path.");

    private static (string Host, double Rate) ParseRate(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } host, var number]
        && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate)
        && rate is > 0 and <= RateMax
            ? (host, rate)
            : throw new InvalidInputException(
                $"An --rpc-rate value is not HOST=N with N from above 0 to {RateMax:0}, such as rpc.example=25."
            );
}
