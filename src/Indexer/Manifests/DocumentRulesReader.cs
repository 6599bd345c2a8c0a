namespace Souk.Indexer.Manifests;

/// <summary>Reads where documents may be fetched from.</summary>
internal static class DocumentRulesReader
{
    /// <exception cref="ManifestException">A host with scheme or path, or a gateway that is not among the hosts.
    /// </exception>
    public static DocumentRules Read(ManifestNode documents)
    {
        Dictionary<string, ManifestNode> fields = documents.Fields(ManifestFields.Documents);
        string[] hosts = [.. documents.Required(fields, "hosts").Items("host").Select(ReadHost)];
        return new DocumentRules(
            hosts,
            fields.TryGetValue("ipfs_gateway", out ManifestNode? ipfs) ? ReadGateway(ipfs, hosts) : null,
            fields.TryGetValue("arweave_gateway", out ManifestNode? arweave) ? ReadGateway(arweave, hosts) : null
        );
    }

    /// <summary>A host name or address, with a port where it is not the scheme's own.</summary>
    private static string ReadHost(ManifestNode item)
    {
        string host = item.Text();
        bool isHost =
            Uri.TryCreate($"https://{host}/", UriKind.Absolute, out Uri? url)
            && string.Equals(url.Authority, host, StringComparison.OrdinalIgnoreCase)
            && url.UserInfo.Length == 0;
        return isHost
            ? host.ToLowerInvariant()
            : throw item.Error(
                $"'{host}' is not a host, such as ipfs.io or 127.0.0.1:8080; leave scheme and path out."
            );
    }

    private static Uri ReadGateway(ManifestNode item, string[] hosts)
    {
        string text = item.Text();
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out Uri? gateway)
            || gateway.Scheme is not ("http" or "https")
            || gateway.PathAndQuery != "/"
            || gateway.Fragment.Length > 0
        )
        {
            throw item.Error($"'{text}' is not a gateway, such as https://ipfs.io; leave the path out.");
        }

        return new DocumentRules(hosts).FindObjection(gateway) is null
            ? gateway
            : throw item.Error($"the gateway's host '{gateway.Authority}' is not among the hosts of documents.");
    }
}
