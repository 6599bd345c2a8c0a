using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>A payment channel as the escrow holds it, and what was used of it since the last claim.</summary>
/// <param name="Id">The escrow counts channels from 0.</param>
internal sealed record Channel(int Id, Address Consumer, Organisation Organisation)
{
    /// <summary>Rises with every claim and refund; a signature holds for one nonce.</summary>
    public int Nonce { get; set; }

    /// <summary>AGIX in the channel, what is <see cref="Owed"/> included.</summary>
    public BigInteger Value { get; set; }

    /// <summary>From this block on the consumer can take back the value; 0 after it was sent back.</summary>
    public long ExpirationBlock { get; set; }

    /// <summary>What the consumer has signed for services used, at most <see cref="Value"/>.</summary>
    public BigInteger Owed { get; private set; }

    /// <summary>The consumer wants no more: he uses nothing and lets it expire.</summary>
    public bool IsLeaving { get; set; }

    public bool IsSuspended => ExpirationBlock == 0;

    public void Use(BigInteger price) => Owed = BigInteger.Min(Value, Owed + price);

    /// <summary>Ends the present nonce.</summary>
    /// <param name="isSendback">Empties and suspends the channel.</param>
    public void Settle(BigInteger left, bool isSendback)
    {
        Nonce++;
        Owed = BigInteger.Zero;
        Value = isSendback ? BigInteger.Zero : left;
        ExpirationBlock = isSendback ? 0 : ExpirationBlock;
    }
}
