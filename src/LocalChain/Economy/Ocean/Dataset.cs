using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Data on offer: a data NFT with one datatoken, sold at a fixed rate. Compared by identity: it changes.
/// </summary>
internal sealed class Dataset(Address publisher, byte[] exchangeId, Contract datatoken)
{
    /// <summary>Owns the NFT and the exchange; collects what buyers paid.</summary>
    public Address Publisher => publisher;

    /// <summary>Names the pair of OCEAN and datatoken on the exchange; 32 bytes.</summary>
    public byte[] ExchangeId => exchangeId;

    public Contract Datatoken => datatoken;

    /// <summary>Of one access, before fees, in whole OCEAN.</summary>
    public required int PriceOcean { get; set; }

    public int SalesSinceReview { get; set; }

    /// <summary>The publisher's OCEAN on the exchange.</summary>
    public BigInteger Uncollected { get; set; }
}
