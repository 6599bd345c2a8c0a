namespace Souk.Indexer.Manifests;

/// <summary>Where a system's events come from.</summary>
public enum ManifestSource
{
    /// <summary>Logs of Ethereum's kind, from an endpoint or from dumps.</summary>
    Evm,

    /// <summary>Logs of Ethereum's kind, from dumps only.</summary>
    File,

    /// <summary>Events of a Substrate chain's pallets.</summary>
    Substrate,

    /// <summary>Events and messages of a Cosmos chain, from CometBFT.</summary>
    Cosmos,
}
