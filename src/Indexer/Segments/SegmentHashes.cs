using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Indexer.Manifests;

namespace Souk.Indexer.Segments;

/// <summary>What segments must agree on to be loaded together.</summary>
internal static class SegmentHashes
{
    /// <summary>Over contracts, kinds, events, values and factories of a chain; not over mappings, which run when segments are
    /// loaded.</summary>
    public static string OfManifests(ChainManifest chain)
    {
        StringBuilder text = new();
        foreach (Manifest manifest in chain.Manifests)
        {
            text.Append(CultureInfo.InvariantCulture, $"{manifest.System} {ManifestHash.OfDecoding(manifest)}\n");
        }

        return HashOf(text.Append(Lines(chain.Contracts)));
    }

    /// <summary>Over contracts that factories announced.</summary>
    public static string OfKnown(IEnumerable<ChainContract> contracts) => HashOf(new StringBuilder(Lines(contracts)));

    private static string Lines(IEnumerable<ChainContract> contracts) =>
        string.Concat(
            contracts
                .OrderBy(contract => contract.Address)
                .Select(contract =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{contract.Address} {contract.System} {contract.Kind.Name} {contract.FromBlock} {contract.DiscoveredBlock}\n"
                    )
                )
        );

    private static string HashOf(StringBuilder text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
