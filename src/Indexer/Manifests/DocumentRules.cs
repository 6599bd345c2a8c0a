namespace Souk.Indexer.Manifests;

/// <summary>Where a system's documents may be fetched from. Without hosts nothing is fetched; <c>data:</c> URIs need
/// no fetch.</summary>
/// <param name="Hosts">In lower case, with a port where it is not the scheme's own.</param>
/// <param name="IpfsGateway">Scheme and host, one of <paramref name="Hosts"/>, that serves <c>/ipfs/CID</c>; null: none.
/// </param>
/// <param name="ArweaveGateway">Scheme and host, one of <paramref name="Hosts"/>, that serves <c>/ID</c>; null: none.
/// </param>
public sealed record DocumentRules(IReadOnlyList<string> Hosts, Uri? IpfsGateway = null, Uri? ArweaveGateway = null)
{
    public static readonly DocumentRules NoFetch = new([]);

    /// <summary>Why an address must not be asked, or null where it may be.</summary>
    /// <remarks>Host and port are compared as they are connected to, so no spelling of an address gets around the list.
    /// </remarks>
    public string? FindObjection(Uri address)
    {
        if (address.Scheme is not ("http" or "https"))
        {
            return $"{address.Scheme}: is not http or https";
        }

        if (address.UserInfo.Length > 0)
        {
            return "the address holds a user name or a password";
        }

        return Hosts.Contains(address.Authority, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"the manifest does not allow the host {address.Authority}";
    }
}
