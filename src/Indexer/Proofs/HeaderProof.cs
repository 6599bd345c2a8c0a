using Souk.Indexer.Sources;

namespace Souk.Indexer.Proofs;

/// <summary>Whether a header is the one that its hash names.</summary>
public enum HeaderProof
{
    /// <summary>It hashes to its hash: its receipts root and bloom are what the chain agreed on.</summary>
    Proven,

    /// <summary>It cannot be hashed, or not as this chain does.</summary>
    Unverifiable,

    /// <summary>A header as Ethereum's main net has it hashes to something else.</summary>
    Wrong,
}

/// <summary>Hashes headers.</summary>
public static class HeaderProofs
{
    public static HeaderProof Check(in BlockHeader header)
    {
        if (header.Fields is not { } fields)
        {
            return HeaderProof.Unverifiable;
        }

        if (fields.ComputeHash() == header.Hash)
        {
            return HeaderProof.Proven;
        }

        return fields.WhyUncertain is null ? HeaderProof.Wrong : HeaderProof.Unverifiable;
    }
}
