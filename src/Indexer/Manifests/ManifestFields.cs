namespace Souk.Indexer.Manifests;

/// <summary>The fields that each part of a manifest may have. data/manifests/manifest.schema.json lists the same.</summary>
internal static class ManifestFields
{
    public static readonly string[] Manifest =
    [
        "extends",
        "system",
        "title",
        "token",
        "label",
        "source",
        "contracts",
        "mapping",
        "documents",
        "deployments",
    ];

    public static readonly string[] Documents = ["hosts", "ipfs_gateway", "arweave_gateway"];

    public static readonly string[] Kind = ["events", "abi", "only", "proxy", "values", "factory", "from_block"];

    public static readonly string[] Event = ["event", "from_block", "to_block", "moves"];

    public static readonly string[] Abi = ["file", "from_block", "to_block"];

    public static readonly string[] Value = ["call", "at"];

    public static readonly string[] Factory = ["contract", "event", "parameter"];

    public static readonly string[] Deployment =
    [
        "chain",
        "network",
        "development",
        "from_block",
        "finality",
        "tokens",
        "contracts",
    ];

    public static readonly string[] Token = ["symbol", "decimals", "address", "denom", "kind"];

    public static readonly string[] Contract = ["kind", "name", "address", "from_block"];
}
