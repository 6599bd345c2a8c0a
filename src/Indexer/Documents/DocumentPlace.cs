using Souk.Indexer.Manifests;

namespace Souk.Indexer.Documents;

/// <summary>Where a URI's document is: in the URI, at an address, or nowhere that we look.</summary>
/// <param name="Address">To be asked; null unless the manifest allows it.</param>
/// <param name="Refusal">Why it is not looked for; null where it is.</param>
internal sealed record DocumentPlace(DataUri? Inline, Uri? Address, ContentId? ContentId, string? Refusal)
{
    private const string Ipfs = "ipfs://";
    private const string Arweave = "ar://";
    private const int ArweaveIdLength = 43;

    /// <summary>Never asks the network. The text may be anything.</summary>
    public static DocumentPlace Of(string uri, DocumentRules rules)
    {
        if (uri.StartsWith(DataUri.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return DataUri.Read(uri) is { } inline
                ? new DocumentPlace(inline, null, null, null)
                : Refuse("not a readable data: URI");
        }

        if (uri.Length > DocumentLimits.AddressLengthMax)
        {
            return Refuse($"longer than {DocumentLimits.AddressLengthMax} characters");
        }

        // Each is read in some other way by some program.
        if (uri.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '\\'))
        {
            return Refuse("holds control characters, spaces or backslashes");
        }

        return uri switch
        {
            _ when uri.StartsWith(Ipfs, StringComparison.OrdinalIgnoreCase) => OfIpfs(uri[Ipfs.Length..], rules),
            _ when uri.StartsWith(Arweave, StringComparison.OrdinalIgnoreCase) => OfArweave(
                uri[Arweave.Length..],
                rules
            ),
            _ when Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) => At(address, rules, null),
            _ => Refuse("not an absolute URI"),
        };
    }

    private static DocumentPlace OfIpfs(string rest, DocumentRules rules)
    {
        string[] parts = PartsOf(rest.StartsWith("ipfs/", StringComparison.Ordinal) ? rest[5..] : rest);
        if (ContentId.Read(parts[0]) is not { } contentId)
        {
            return Refuse("not an IPFS content id");
        }

        if (rules.IpfsGateway is null)
        {
            return Refuse("the manifest names no ipfs_gateway");
        }

        // With a path the id is that of a folder, which says nothing of the file's bytes by itself.
        return PathOf(parts) is { } path
            ? At(new Uri(rules.IpfsGateway, "/ipfs/" + path), rules, parts.Length == 1 ? contentId : null)
            : Refuse("the path is not plain");
    }

    private static DocumentPlace OfArweave(string rest, DocumentRules rules)
    {
        string[] parts = PartsOf(rest);
        bool isId =
            parts[0].Length == ArweaveIdLength
            && parts[0].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        if (!isId)
        {
            return Refuse("not an Arweave id");
        }

        if (rules.ArweaveGateway is null)
        {
            return Refuse("the manifest names no arweave_gateway");
        }

        return PathOf(parts) is { } path
            ? At(new Uri(rules.ArweaveGateway, "/" + path), rules, null)
            : Refuse("the path is not plain");
    }

    /// <summary>Up to a query or a fragment, which gateways do not know.</summary>
    private static string[] PartsOf(string rest) => rest.Split('?', '#')[0].TrimEnd('/').Split('/');

    /// <returns>Null where a part could lead elsewhere than below its id.</returns>
    private static string? PathOf(string[] parts)
    {
        List<string> escaped = [];
        foreach (string part in parts)
        {
            string plain = Uri.UnescapeDataString(part);
            if (
                plain is "" or "." or ".."
                || plain.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or '%')
            )
            {
                return null;
            }

            escaped.Add(Uri.EscapeDataString(plain));
        }

        return string.Join('/', escaped);
    }

    private static DocumentPlace At(Uri address, DocumentRules rules, ContentId? contentId) =>
        rules.FindObjection(address) is { } objection
            ? Refuse(objection)
            : new DocumentPlace(null, address, contentId, null);

    private static DocumentPlace Refuse(string why) => new(null, null, null, why);
}
