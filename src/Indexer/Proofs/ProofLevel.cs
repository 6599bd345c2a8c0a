namespace Souk.Indexer.Proofs;

/// <summary>How surely all logs of our contracts are there, from weakest to strongest.</summary>
public enum ProofLevel
{
    /// <summary>No proof is possible: the chain's headers or receipts have an encoding that we do not know, or its hashes do
    /// not cover events (CometBFT).</summary>
    Unverifiable,

    /// <summary>The endpoint was believed.</summary>
    None,

    /// <summary>The block's hash covers its bloom; where that names our contracts, at least one log came.</summary>
    Bloom,

    /// <summary>The block's hash covers a bloom that names none of our contracts, or the root of the receipts that the logs
    /// were taken from: nothing can be missing.</summary>
    Receipts,
}
